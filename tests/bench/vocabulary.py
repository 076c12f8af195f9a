"""Words of Vietnamese newspapers, the more frequent ones first; generated stories are strung together from them."""

WORDS = tuple(
    word.strip()
    for word in """
và, của, trong, với, cho, các, những, được, tại, từ, đến, nhiều, năm, người, một, khi, cùng, cũng, về, sau, hai, đã,
Việt Nam, hữu nghị, nhân dân, hợp tác, quốc tế, hòa bình, đối ngoại, giao lưu, văn hóa, đại biểu, hoạt động,
phát triển,
chương trình, tổ chức, địa phương, đất nước, quan hệ, truyền thống, tình cảm, đoàn kết, cộng đồng, thế hệ, thanh niên,
phụ nữ, học sinh, sinh viên, giáo viên, bác sĩ, nông dân, công nhân, kiều bào, cựu chiến binh, nghệ sĩ, nhà báo,
nhà văn, gặp mặt, kỷ niệm, phát biểu, chia sẻ, khẳng định, nhấn mạnh, cho biết, bày tỏ, trao đổi, thảo luận, thống nhất,
ký kết,
triển khai, thực hiện, xây dựng, tăng cường, mở rộng, thúc đẩy, nâng cao, góp phần, hỗ trợ, giúp đỡ, ủng hộ, đóng góp,
kinh tế, xã hội, giáo dục, y tế, môi trường, du lịch, thương mại, đầu tư, khoa học, công nghệ, nông nghiệp, thủy sản,
thành phố, tỉnh thành, huyện đảo, biên giới, biển đảo, vùng cao, bản làng, xóm núi, phường xã, thôn ấp, quê hương,
Hà Nội, Huế, Đà Nẵng, Cần Thơ, Hải Phòng, Nghệ An, Lào Cai, Quảng Ninh, Thanh Hóa, Điện Biên, Sơn La, Cà Mau, An Giang,
Lào, Campuchia, Cuba, Nhật Bản, Hàn Quốc, Trung Quốc, Liên bang Nga, Ấn Độ, Pháp, Đức, Hoa Kỳ, Bulgaria, Mông Cổ,
Ba Lan, Viêng Chăn, Phnôm Pênh, La Habana, Mátxcơva, Tokyo, Bắc Kinh, Paris, Berlin, New Delhi, Băng Cốc, Jakarta,
Seoul,
mùa xuân, mùa thu, ngày hội, lễ hội, buổi lễ, hội thảo, tọa đàm, triển lãm, liên hoan, đêm nhạc, bài hát, điệu múa,
câu chuyện, kỷ vật, bức ảnh, trang sách, lá thư, bữa cơm, ngôi nhà, mái trường, con đường, cây cầu, dòng sông, ngọn núi,
cánh đồng, bến cảng, con tàu, hải đăng, cột mốc, ngọn cờ, tiếng trống, nhịp chèo, vườn rau, giếng nước, hạt giống,
ẩm thực, thổ cẩm, gốm sứ, múa rối nước, ca trù, quan họ, cồng chiêng, áo dài, bánh chưng, chè xanh, cà phê, lúa gạo,
khó khăn, thử thách, cơ hội, triển vọng, niềm tin, hy vọng, ước mơ, trách nhiệm, sáng kiến, kinh nghiệm, kết quả,
thành công, ý nghĩa, sâu sắc, bền vững, thủy chung, chân thành, nồng ấm, giản dị, kiên trì, bền bỉ, lặng lẽ, rộn ràng,
tình nguyện, nhân đạo, phi chính phủ, dự án, nguồn vốn, học bổng, tập huấn, khảo sát, bàn giao, khánh thành, khởi công,
chủ tịch, phó chủ tịch, tổng thư ký, đại sứ, lãnh sự, trưởng đoàn, hội viên, chi hội, liên hiệp, ủy ban, ban chấp hành,
nhiệm kỳ, đại hội, nghị quyết, kế hoạch, phương hướng, báo cáo, tổng kết, khen thưởng, biểu dương, tri ân, tưởng niệm,
nghĩa trang, liệt sĩ, chiến trường, ký ức, lịch sử, bảo tàng, di tích, di sản, bản sắc, ngôn ngữ, dịch thuật, xuất bản,
thể thao, bóng đá, cờ tướng, điền kinh, võ cổ truyền, cắm trại, dã ngoại, trồng cây, dọn rác, tiết kiệm, tái chế,
bão lũ, hạn hán, xâm nhập mặn, sạt lở, cứu trợ, sơ tán, phục hồi, thích ứng, năng lượng, điện gió, mặt trời, số hóa,
thời tiết, lịch thi, tuyển sinh, thị thực, hộ chiếu, tỷ giá, giá vàng, đường sắt, hàng không, cảng biển, cao tốc,
khách quốc tế, nhà dân, trang trại, làng nghề, chợ phiên, bến xe, sân ga, quảng trường, công viên, thư viện, rạp hát,
bệnh viện, trạm xá, phòng học, ký túc xá, ký ức chiến tranh, bom mìn, chất độc da cam, trẻ em, người già,
người khuyết tật
""".replace("\n", " ").split(",")
)
