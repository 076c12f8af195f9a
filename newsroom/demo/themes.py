"""What the demo's stories are about: for each section titles, leads and paragraphs to fill in and put together.

`{land}` and `{city}` are a country and its city, `{province}`, `{place}`, `{island}`, `{group}`, `{craft}`, `{voice}`
come from `words`, `{n}`, `{m}` are numbers, `{day}` is the story's day as dd/mm.
"""

from typing import NamedTuple


class Theme(NamedTuple):
    section: str  # path
    tags: tuple[str, ...]
    titles: tuple[str, ...]
    leads: tuple[str, ...]
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]


THEMES = (
    Theme(
        "huu-nghi/bon-phuong-ket-ban",
        ("hội hữu nghị", "giao lưu văn hóa"),
        (
            "Gặp mặt hữu nghị Việt Nam - {land}: Thêm một nhịp cầu giữa hai dân tộc",
            "Người dân {province} đón đoàn bạn trẻ đến từ {city}",
            "Đêm nhạc Việt Nam - {land}: Khi tiếng đàn không cần phiên dịch",
            "Hội hữu nghị Việt Nam - {land} bàn kế hoạch cho năm mới",
        ),
        (
            "Ngày {day}, hơn {n} đại biểu của hai nước gặp nhau trong không khí thân tình, cùng nhìn lại một năm hoạt "
            "động và thống nhất những việc sẽ làm chung giữa các địa phương kết nghĩa.",
            "Từ một lá thư tay gửi qua bưu điện, chương trình giao lưu giữa {province} và {city} nay đã bước sang lần thứ "
            "{m}, với sự tham gia của nhiều gia đình, trường học và câu lạc bộ.",
        ),
        (
            "Hội trường nhỏ bên bờ hồ kín chỗ từ sớm. Trên bàn nước, bên cạnh ấm trà mạn là hộp bánh mà đoàn {land} mang "
            "theo. Những người quen cũ nhận ra nhau từ ngoài cửa, nhiều người đã không gặp từ trước khi đại dịch xảy ra.",
            "Phát biểu mở đầu, {voice} nói rằng điều đáng quý nhất không nằm ở số biên bản đã ký mà ở chỗ những người ký "
            "vẫn gọi điện hỏi thăm nhau mỗi dịp lễ, Tết. “Chúng tôi biết tên con cái của nhau”, người phát biểu kể.",
            "Theo báo cáo tại buổi gặp, trong năm qua hai bên đã tổ chức {m} đoàn trao đổi, một trại hè cho học sinh trung học và "
            "phối hợp dịch {n} trang tư liệu về quan hệ hai nước. Kinh phí phần lớn do các hội viên đóng góp.",
            "Đại diện {province} giới thiệu chương trình “Mỗi gia đình một người bạn”, theo đó khách quốc tế được ở lại "
            "nhà dân hai ngày, cùng đi chợ, nấu ăn và học vài câu tiếng Việt. Năm nay có {n} gia đình đăng ký.",
            "Phần được chờ đợi nhất là tiết mục của các em nhỏ. Không khán giả nào hiểu hết lời bài hát, nhưng cả hội "
            "trường cùng vỗ tay theo nhịp, rồi đứng dậy nối thành một vòng tròn kéo ra tận hành lang.",
            "Hai bên thống nhất năm tới sẽ ưu tiên ba việc: trao đổi giáo viên ngôn ngữ, kết nối bệnh viện tuyến tỉnh và "
            "mở một góc sách song ngữ tại thư viện {province}.",
        ),
        ("Đại biểu hai nước trò chuyện bên lề buổi gặp mặt", "Các em nhỏ biểu diễn bài hát song ngữ"),
    ),
    Theme(
        "huu-nghi/doi-ngoai-nhan-dan",
        ("đối ngoại nhân dân", "hòa bình"),
        (
            "{province} đổi mới cách làm đối ngoại nhân dân từ cơ sở",
            "Liên hiệp hữu nghị {province}: Lấy người dân làm trung tâm của mọi hoạt động",
            "Tập huấn công tác đối ngoại nhân dân cho {n} cán bộ tại {province}",
            "Từ {city} đến {province}: Con đường của những dự án nhỏ mà bền",
        ),
        (
            "Không chờ kinh phí lớn, {province} chọn bắt đầu từ những việc vừa sức: một lớp học tiếng, một vườn cây chung, "
            "một bức thư gửi bạn bè ở {city} vào đầu mỗi quý.",
            "Trong hai ngày, {n} học viên được nghe kinh nghiệm từ các địa phương, tập viết đề án và thực hành đón tiếp "
            "đoàn khách quốc tế với những tình huống có thật.",
        ),
        (
            "Mở đầu lớp học, giảng viên không nói lý thuyết mà đưa ra một tình huống: đoàn khách {land} đến sớm hai tiếng, "
            "phiên dịch chưa có mặt. Cả lớp chia nhóm tìm cách xử lý, tiếng cười rộ lên khi có nhóm đề nghị… mời khách gói bánh.",
            "“Đối ngoại nhân dân không phải việc riêng của cơ quan nào”, {voice} nhận xét. “Một bác lái xe chở khách từ ga "
            "về cũng đang làm đối ngoại, và nhiều khi làm tốt hơn chúng tôi.”",
            "Số liệu tổng hợp cho thấy trong ba năm gần đây, {province} đã đón {n} đoàn khách, vận động được {m} dự án của các "
            "tổ chức nước ngoài, phần lớn dành cho nước sạch, trường học và y tế cơ sở.",
            "Điểm khó nhất, theo nhiều ý kiến, là cán bộ kiêm nhiệm và thay đổi thường xuyên. Vì vậy địa phương lập sổ tay "
            "chung ghi lại đầu mối, thói quen và cả sở thích ẩm thực của đối tác để người sau không phải hỏi lại từ đầu.",
            "Năm tới, địa phương dự kiến mở {m} câu lạc bộ ngôn ngữ tại các trường phổ thông, trong đó có một câu lạc bộ "
            "tiếng Lào và một câu lạc bộ tiếng Khmer do chính phụ huynh đứng lớp.",
            "Kết thúc đợt tập huấn, mỗi học viên viết một lá thư cho người bạn quốc tế mà mình nhớ nhất. {n} lá thư được gửi "
            "đi ngay trong tuần.",
        ),
        ("Học viên thảo luận theo nhóm", "Quang cảnh lớp tập huấn"),
    ),
    Theme(
        "huu-nghi/guong-sang-huu-nghi",
        ("hòa bình", "lưu học sinh"),
        (
            "Người giữ cuốn sổ tay tiếng {land} suốt bốn mươi năm",
            "Cô giáo ở {place} và những học trò đến từ {city}",
            "Bác sĩ già trở lại {province} tìm những bệnh nhân cũ",
        ),
        (
            "Cuốn sổ bìa vải đã sờn, giấy ngả vàng, nhưng từng dòng chữ vẫn rõ. Với {voice}, đó là tấm hộ chiếu đi vào "
            "một tình bạn kéo dài hơn nửa đời người.",
            "Suốt {m} năm, căn nhà nhỏ ở {place} luôn có một chiếc giường để dành cho khách phương xa.",
        ),
        (
            "Chúng tôi gặp nhân vật của bài viết này vào một buổi sáng mưa. Trên tường treo tấm ảnh chụp chung ở {city}, "
            "mực ký tên phía sau đã nhòe gần hết.",
            "“Hồi đó thiếu thốn đủ thứ, chỉ có thời gian là không thiếu”, {voice} kể. Mỗi tối, mười lăm từ mới; mỗi tuần, "
            "một lá thư. Những lá thư ấy nay xếp đầy ba ngăn tủ.",
            "Năm ngoái, {n} người bạn cũ hẹn nhau quay lại {province}. Có người đi bằng xe lăn, có người mang theo cháu "
            "nội. Họ trồng một hàng cây trước cổng trường và đặt tên cho từng cây.",
            "Người dân {place} quen gọi vị khách là “ông Tây nhà mình”. Đến mùa gặt, ông xắn quần lội ruộng, gặt chậm nhưng "
            "không chịu nghỉ, và luôn là người cười to nhất bữa cơm chiều.",
            "Khi được hỏi điều gì giữ mối dây ấy bền đến vậy, nhân vật của chúng tôi nghĩ rất lâu rồi đáp: “Có lẽ vì chúng "
            "tôi chưa bao giờ nợ nhau điều gì, ngoài một lời hẹn gặp lại.”",
        ),
        ("Những lá thư được giữ lại qua nhiều năm", "Buổi gặp lại dưới hàng cây"),
    ),
    Theme(
        "chinh-tri-xa-hoi/thoi-su",
        ("đối ngoại nhân dân",),
        (
            "{province} công bố kế hoạch hỗ trợ người dân vùng sạt lở",
            "Khánh thành cây cầu nối {place} với trung tâm {province}",
            "Hội nghị toàn quốc bàn giải pháp đưa dịch vụ công về gần dân",
        ),
        (
            "Kế hoạch dành nguồn lực cho {n} hộ dân phải di dời trước mùa mưa, trong đó ưu tiên gia đình có người già và "
            "trẻ nhỏ.",
            "Sau {m} tháng thi công, công trình rút ngắn quãng đường đến trường của học sinh từ hai giờ xuống còn hai mươi phút.",
        ),
        (
            "Theo đại diện chính quyền {province}, mọi khoản chi đều được niêm yết tại nhà văn hóa để bà con theo dõi. Số điện "
            "thoại phản ánh hoạt động cả ngày nghỉ.",
            "Tại {place}, người dân tự tổ chức thành các tổ mười hộ, phân công nhau canh mực nước và gọi nhau khi có mưa lớn. "
            "Cách làm đơn giản nhưng đã giúp di dời kịp thời trong đợt lũ trước.",
            "“Chúng tôi mong nhất là con đường qua suối”, {voice} nói. “Có đường thì thương lái vào, học sinh không phải nghỉ "
            "học ngày mưa.”",
            "Cơ quan chuyên môn cho biết sẽ hoàn thành việc đo đạc trong tháng này, sau đó lấy ý kiến từng hộ. Hộ nào chưa "
            "đồng thuận được mời đi thăm khu tái định cư trước khi quyết định.",
            "Dự kiến đến cuối năm, {n} ngôi nhà đầu tiên sẽ được bàn giao, kèm theo vườn rau và bể nước dùng chung.",
        ),
        ("Người dân đi trên cây cầu mới", "Cán bộ xã trao đổi với bà con"),
    ),
    Theme(
        "chinh-tri-xa-hoi/doi-song",
        ("phụ nữ", "thanh niên"),
        (
            "Lớp học chữ buổi tối của những người mẹ ở {place}",
            "Thanh niên {province} mở tủ sách bên đường biên",
            "Bữa cơm {n} nghìn đồng và chuyện tử tế ở cổng bệnh viện {province}",
        ),
        (
            "Bảy giờ tối, khi bếp đã tắt lửa, các chị lại cầm đèn đến lớp. Người lớn tuổi nhất năm nay sáu mươi hai.",
            "Tủ sách không khóa, không thủ thư, ai mượn tự ghi vào cuốn vở. Sau {m} tháng, số sách nhiều hơn lúc đầu.",
        ),
        (
            "Lớp học mượn tạm nhà văn hóa. Bảng là tấm gỗ sơn đen, phấn do một cửa hàng ngoài thị trấn tặng. Cô giáo trẻ vừa dạy "
            "vừa học lại tiếng địa phương từ chính học trò của mình.",
            "“Biết chữ rồi tôi tự đọc được tin nhắn của con”, một học viên nói, tay vẫn tô lại nét chữ vừa viết.",
            "Phong trào lan sang các bản bên. Theo {voice}, đã có {n} người đăng ký lớp mới, trong đó có cả những ông bố "
            "ban đầu chỉ đến để… trông con.",
            "Nhà trường sắp xếp giáo viên luân phiên, còn các em học sinh lớp lớn làm trợ giảng. Có buổi ba thế hệ trong một "
            "nhà ngồi chung một bàn.",
            "Không ai nói đến thành tích. Cuối khóa, mỗi người viết một câu về điều mình muốn làm. Nhiều câu rất ngắn: “Tôi "
            "muốn ký tên.”",
        ),
        ("Lớp học sáng đèn lúc bảy giờ tối", "Tủ sách không khóa bên đường"),
    ),
    Theme(
        "the-gioi/lang-gieng-asean",
        ("hòa bình", "giao lưu văn hóa"),
        (
            "{land} thúc đẩy nông nghiệp xanh ở các tỉnh vùng cao",
            "ASEAN bàn cách giữ nghề truyền thống cho người trẻ",
            "Chợ phiên đường biên: nơi hai phía gọi nhau là bà con",
        ),
        (
            "Chương trình kéo dài {m} năm hướng tới {n} hợp tác xã, trong đó có những nơi giáp biên giới Việt Nam.",
            "Từ thủ công đến trình diễn, các nước Đông Nam Á đang tìm cách để nghề cũ nuôi được người mới.",
        ),
        (
            "Báo chí khu vực đưa tin, các gia đình tham gia được hỗ trợ giống, kỹ thuật ủ phân và hợp đồng bao tiêu. Mục tiêu "
            "không phải năng suất cao nhất mà là thu nhập đều quanh năm.",
            "Một chuyên gia nhận định, thành công của chương trình phụ thuộc vào việc người dân có tiếng nói ngay từ khâu chọn "
            "cây trồng. “Không ai hiểu mảnh đất bằng người sống trên đó.”",
            "Ở phía Việt Nam, nhiều hợp tác xã tại {province} bày tỏ mong muốn trao đổi kinh nghiệm, nhất là về chế biến "
            "và bảo quản sau thu hoạch.",
            "Các nước cũng thống nhất lập danh mục nghề cần gìn giữ, kèm theo tên nghệ nhân và người kế tục. Danh mục được "
            "cập nhật hằng năm và công khai để trường học khai thác.",
            "Theo kế hoạch, hội nghị tiếp theo sẽ tổ chức ở {city}, với một phiên dành riêng cho các nghệ nhân dưới ba mươi tuổi.",
        ),
        ("Chợ phiên nơi đường biên", "Ruộng bậc thang sau mùa gặt"),
    ),
    Theme(
        "the-gioi/nam-chau",
        ("môi trường", "giáo dục"),
        (
            "Thành phố {city} trồng rừng ven đô: Bài học từ một con phố",
            "Thư viện lưu động ở {land}: Sách đến bằng thuyền, bằng xe đạp",
            "Người {land} giữ tiếng mẹ đẻ của các cộng đồng nhỏ như thế nào",
        ),
        (
            "Không bắt đầu bằng một quy hoạch lớn, {city} giao cho mỗi con phố một hàng cây để tự chăm.",
            "Mỗi tuần, {n} thùng sách rời bến để đến với những làng chưa có thư viện.",
        ),
        (
            "Ý tưởng đến từ một nhóm phụ huynh. Họ đo nhiệt độ vỉa hè vào buổi trưa, dán kết quả lên cột điện, và chỉ sau một "
            "mùa hè, cả khu phố cùng xin cây giống.",
            "Chính quyền địa phương hỗ trợ kỹ thuật và nước tưới, còn việc chăm sóc do cư dân phân công. Cây nào chết, nhà gần "
            "nhất trồng lại.",
            "Mô hình đã lan sang {m} thành phố khác. Các nhà nghiên cứu lưu ý rằng bản sao chỉ thành công khi người dân thật "
            "sự được quyền quyết định.",
            "Với Việt Nam, câu chuyện này gợi ý một cách làm ít tốn kém. Ở {province}, vài tổ dân phố đã thử nghiệm vườn chung "
            "trên những khoảng đất trống.",
            "“Chúng tôi không trồng cây để đẹp, chúng tôi trồng để trẻ con có chỗ chơi”, một cư dân {city} nói.",
        ),
        ("Một góc phố sau ba năm trồng cây", "Thùng sách trên bến thuyền"),
    ),
    Theme(
        "bien-dao",
        ("Trường Sa", "thanh niên"),
        (
            "Vườn rau trên đảo {island} mùa biển động",
            "Đêm giao thừa ở {island}: Bánh chưng gói bằng lá bàng vuông",
            "Lớp học giữa trùng khơi và cô giáo tuổi hai mươi tư trên đảo {island}",
            "Những người thắp đèn ở {island}",
        ),
        (
            "Gió cấp tám, cấp chín, tàu không vào được, nhưng bữa cơm của {island} vẫn có đĩa rau xanh.",
            "Giữa bốn bề sóng nước, tiếng trống trường mỗi sáng vẫn vang lên đúng giờ.",
        ),
        (
            "Luống rau được che bằng ba lớp lưới, xoay hướng theo mùa gió. Nước tưới là nước rửa rau lọc lại, mỗi người góp một "
            "ca mỗi ngày.",
            "“Ở đây ai cũng biết trồng rau trước khi biết câu cá”, một chiến sĩ trẻ quê {province} cười, khoe giàn mướp vừa ra hoa.",
            "Lớp học có {m} em, ngồi chung bốn khối. Cô giáo soạn bốn giáo án một buổi. Giờ ra chơi, cả lớp chạy ra mép sóng nhặt "
            "vỏ ốc làm đồ dùng học toán.",
            "Ngọn đèn trên đảo được chăm từng giờ. Người gác đèn ghi nhật ký bằng tay, dù đã có máy, vì “máy không biết hôm nay "
            "trời có mùi mưa”.",
            "Mỗi chuyến tàu ra đảo mang theo thư của học sinh cả nước. Có lá thư chỉ vẽ một cái cây. Người lính dán nó ở đầu "
            "giường, bảo rằng nhìn vào thấy mát.",
            "Khi trăng lên, loa truyền thanh mở bài hát quen. Ngoài kia, những con tàu cá neo lại gần đảo, đèn sáng thành một "
            "con phố nhỏ trên mặt nước.",
        ),
        ("Vườn rau che ba lớp lưới chắn gió", "Lớp học nhìn ra biển", "Tàu cá neo gần đảo lúc chiều"),
    ),
    Theme(
        "nguoi-viet-bon-phuong",
        ("kiều bào", "Tết"),
        (
            "Quán phở của người {province} giữa lòng {city}",
            "Lớp tiếng Việt cuối tuần ở {city} tròn {m} tuổi",
            "Kiều bào tại {land} góp sách cho học sinh {province}",
        ),
        (
            "Ba giờ sáng, nồi nước dùng ở {city} đã sôi. Chủ quán bảo bí quyết là không vội.",
            "Từ phòng khách của một gia đình, lớp học nay có {n} học trò và một hàng ghế dành cho ông bà.",
        ),
        (
            "Quán có {m} bàn, tường treo nón lá và tấm bản đồ Việt Nam cắm những chiếc ghim màu. Mỗi khách Việt đến lần đầu được "
            "mời cắm một chiếc vào quê mình.",
            "Con gái chủ quán sinh ra ở {city}, nói tiếng Việt giọng {province}. “Con học từ bà, nên con nói giọng của bà”, em giải thích.",
            "Lớp học không thu phí. Phụ huynh luân phiên nấu bữa trưa, vừa nấu vừa dạy tên rau. Bài tập về nhà thường là gọi "
            "điện cho ông bà và kể lại một câu chuyện.",
            "Đợt quyên góp lần này nhận được {n} đầu sách. Nhiều cuốn có lời đề tặng nắn nót của các em nhỏ viết tiếng Việt "
            "chưa thạo.",
            "“Chúng tôi đi xa nhưng không đi mất”, {voice} nói trong buổi gặp mặt đầu xuân của cộng đồng.",
        ),
        ("Một góc quán nhỏ của người Việt", "Giờ học tiếng Việt cuối tuần"),
    ),
    Theme(
        "tiep-suc-hoa-nhap",
        ("viện trợ nhân đạo", "y tế"),
        (
            "{group} mang nước sạch về {place}",
            "Phòng khám lưu động đến với {n} hộ dân {province}",
            "Dự án trường học an toàn ở {province}: Sau bão, tiếng trống trường trở lại",
            "{group} và giấc mơ những cánh đồng không còn bom mìn ở {province}",
        ),
        (
            "Sau {m} tháng khảo sát và thi công, hệ thống lọc nước đầu tiên tại {place} đã đi vào hoạt động, phục vụ hơn {n} "
            "gia đình.",
            "Chuyến xe đi qua những con đường vừa được dọn sau sạt lở, mang theo bác sĩ, thuốc và cả một góc chơi cho trẻ em.",
        ),
        (
            "Trước đây, mỗi nhà phải gùi nước từ suối về, đi từ lúc trời chưa sáng. Nay vòi nước đặt ngay đầu bản, có người "
            "trực ghi lại lượng dùng mỗi ngày.",
            "Đại diện {group} cho biết điều kiện duy nhất để dự án bắt đầu là bà con cùng thiết kế. Bể chứa vì thế được đặt gần "
            "nhà trẻ, không phải gần trụ sở như bản vẽ ban đầu.",
            "Các tình nguyện viên khám cho {n} lượt người trong ba ngày. Bệnh về mắt chiếm nhiều nhất. {m} cụ già được hẹn phẫu "
            "thuật miễn phí tại bệnh viện tỉnh.",
            "“Tôi nhìn thấy mặt cháu rồi”, một bà cụ ở {place} nói khi tháo băng, rồi đưa tay sờ lên má đứa trẻ.",
            "Ngôi trường mới có mái chịu gió, sàn cao hơn mực lũ lịch sử nửa mét và một phòng có thể làm nơi trú tránh cho cả "
            "thôn.",
            "Theo kế hoạch, giai đoạn tiếp theo sẽ đào tạo thợ tại chỗ để người dân tự bảo dưỡng công trình.",
        ),
        ("Vòi nước đầu tiên của bản", "Khám mắt cho người cao tuổi", "Học sinh trở lại trường"),
    ),
    Theme(
        "van-hoa-du-lich/van-hoa",
        ("di sản", "giao lưu văn hóa"),
        (
            "Người {land} học {craft} ở {province}",
            "Mùa lễ hội ở {place}: Trống, khèn và những người giữ nhịp",
            "Triển lãm tranh thiếu nhi Việt Nam - {land}: Mặt trời nào cũng tròn",
        ),
        (
            "Ba tháng, mười ngón tay phồng rộp và một sản phẩm đầu tay không bán cho ai.",
            "{n} bức tranh của trẻ em hai nước được treo lẫn vào nhau, không ghi quốc tịch.",
        ),
        (
            "Nghệ nhân bảo học trò ngoại quốc có một lợi thế: họ không vội xong. “Các bạn ấy hỏi vì sao, còn trẻ con trong làng "
            "thì hỏi bao giờ.”",
            "Tối đến, cả lớp ngồi quanh bếp nghe kể chuyện làng. Người dịch chính là cậu học trò lớp chín, thỉnh thoảng dừng lại "
            "vì chính cậu cũng mới nghe lần đầu.",
            "Lễ hội năm nay phục dựng nghi thức đã bỏ gần {m} mươi năm. Các cụ ngồi lại với nhau hai tuần, mỗi người nhớ một "
            "đoạn, ghép thành một bản hoàn chỉnh.",
            "Ở góc triển lãm, một bé gái đứng rất lâu trước bức tranh vẽ mưa. Em nói mưa ở nhà em cũng xiên như vậy.",
            "{voice} cho rằng văn hóa không cần được bảo vệ như đồ dễ vỡ, mà cần được dùng mỗi ngày.",
        ),
        ("Nghệ nhân hướng dẫn học trò", "Khách xem tranh của thiếu nhi hai nước"),
    ),
    Theme(
        "van-hoa-du-lich/du-lich",
        ("ẩm thực", "di sản"),
        (
            "Hai ngày chậm rãi ở {place}, {province}",
            "Theo chân người bán hàng rong nếm {n} món của {province}",
            "Đường mòn mới ở {province}: Đi bộ qua bảy ngôi làng",
        ),
        (
            "Không có điểm “check-in”, không có hàng quán san sát. {place} giữ khách bằng mùi khói bếp và tiếng nước chảy.",
            "Con đường dài {n} cây số do chính dân làng đánh dấu, mỗi khúc rẽ một hòn đá sơn trắng.",
        ),
        (
            "Xe chỉ đến được đầu dốc. Từ đó, khách đi bộ chừng một giờ, qua hai chiếc cầu tre và một vạt rừng hồi.",
            "Chủ nhà đón khách bằng nước lá rừng. Bữa tối có cá suối nướng, rau dớn và thứ gạo chỉ trồng được ở ruộng bậc "
            "thang cao nhất.",
            "Người dân đặt ra quy ước riêng: mỗi ngày không quá {m} khách, rác mang vào thì mang ra, chụp ảnh trẻ em phải hỏi "
            "cha mẹ.",
            "Buổi sáng, sương đọng thành giọt trên mạng nhện trước hiên. Không ai gọi dậy, nhưng tiếng cối giã gạo thì có.",
            "Thời điểm đẹp nhất là sau mùa gặt. Khách nên mang giày đế mềm, áo mưa mỏng và một cuốn sổ tay.",
        ),
        ("Ruộng bậc thang sau mùa gặt", "Bữa tối bên bếp lửa"),
    ),
    Theme(
        "thong-tin-can-biet",
        ("môi trường",),
        (
            "Thời tiết ngày {day}: Miền Bắc sáng có sương mù, trưa hửng nắng",
            "Phân luồng giao thông ngày {day} tại trung tâm {province}",
            "Thủ tục xin cấp giấy phép cho đoàn khách quốc tế tại {province}: Những điều cần nhớ",
        ),
        (
            "Cơ quan khí tượng cho biết không khí lạnh suy yếu dần, nhiệt độ cao nhất trong ngày khoảng {m} độ.",
            "Người dân nên chủ động chọn lộ trình thay thế trong khung giờ từ 6 giờ đến 10 giờ.",
        ),
        (
            "Tại các tỉnh miền núi, trời rét về đêm và sáng, có nơi dưới mười độ. Bà con cần che chắn chuồng trại và giữ ấm cho "
            "người già, trẻ nhỏ.",
            "Các tỉnh ven biển miền Trung có mưa rải rác. Tàu thuyền nhỏ nên theo dõi bản tin gió trước khi ra khơi.",
            "Người dân có thể gọi đường dây nóng của địa phương để được hướng dẫn. Bản đồ được cập nhật mỗi giờ.",
            "Hồ sơ nộp trực tuyến được xử lý trong {m} ngày làm việc; hồ sơ thiếu sẽ được báo ngay trong ngày.",
        ),
        ("Đường phố sớm mai", "Sương sớm trên đồi chè"),
    ),
)
