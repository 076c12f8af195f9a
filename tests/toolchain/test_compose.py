"""Every service of docker-compose.yml, started natively with the environment it would have."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from outbox.models import Worker
from tests.newsroom.readers import made_away_with
from tests.toolchain.processes import bare_environment, database_url, free_port, status, until

ROOT = Path(__file__).resolve().parents[2]
DOTENV = {  # what an operator must put into .env, and no more
    "SECRET_KEY": "s" * 60,
    "MAGAZINE_SECRET_KEY": "m" * 60,
    "POSTGRES_SUPERUSER_PASSWORD": "keeper",
    "POSTGRES_PASSWORD": "p",
    "REDIS_PASSWORD": "c",
    "READER_PASSWORD": "r",
}


def substitute(value: str) -> str:
    """${NAME}, ${NAME:-default}, ${NAME:?complaint} and $$, as compose does it."""

    def found(match: re.Match[str]) -> str:
        name, default = match["name"], match["default"]
        assert name in DOTENV or default is not None, f"{name} has no default and is not in .env"
        return DOTENV.get(name, default)

    return re.sub(r"\$\{(?P<name>\w+)(?::-(?P<default>[^}]*)|:\?[^}]*)?\}", found, value).replace("$$", "$")


COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
SERVICES = COMPOSE["services"]
OURS = {name for name, service in SERVICES.items() if "build" in service}


def command(service: str, *, port: int = 8000) -> list[str]:
    """The service's command, on this machine's own address and a free port."""
    words = ["127.0.0.1" if word == "0.0.0.0" else word for word in SERVICES[service]["command"]]  # noqa: S104
    return [str(port) if word == "8000" else word for word in words]


@pytest.fixture
def environment(tmp_path, transactional_db) -> Callable[..., dict[str, str]]:
    """A service's environment: the container's names of database, cache and role become the test's."""

    def of(service: str) -> dict[str, str]:
        asked = {name: substitute(value) for name, value in SERVICES[service]["environment"].items()}
        assert asked["REDIS_URL"] == "redis://:c@cache:6379/0"
        user, server = asked["DATABASE_URL"].removeprefix("postgres://").split("@")
        assert server == "database:5432/thoidai"
        assert user == ("thoidai_reader:r" if service == "magazine" else "thoidai:p")
        ours = {"DATABASE_URL": database_url(), "REDIS_URL": settings.REDIS_URL, "VAR_DIR": str(tmp_path)}
        return bare_environment() | asked | ours

    return of


@pytest.fixture
def start() -> Iterator:
    running: list[subprocess.Popen] = []

    def start(words: list[str], environment: dict[str, str]) -> subprocess.Popen:
        running.append(subprocess.Popen(words, cwd=ROOT, env=environment, start_new_session=True))
        return running[-1]

    yield start
    for process in running:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def run(words: list[str], environment: dict[str, str]) -> None:
    subprocess.run(words, cwd=ROOT, env=environment, check=True, timeout=480)


def test_no_service_is_left_untried():
    assert set(SERVICES) == {"migrate", "magazine", "desk", "worker", "front", "database", "cache"}
    assert {"migrate", "magazine", "desk", "worker"} == OURS
    desk = SERVICES["desk"]["environment"]
    assert SERVICES["worker"]["environment"] == desk
    assert SERVICES["migrate"]["environment"] == desk


@pytest.mark.parametrize("name", SERVICES)
def test_each_service_has_only_what_it_needs(name):
    service = SERVICES[name]
    confined = {"read_only": True, "cap_drop": ["ALL"], "security_opt": ["no-new-privileges:true"], "pids_limit": 512}
    assert {key: service.get(key) for key in confined} == confined
    assert re.fullmatch(r"\d+[mg]", substitute(service["mem_limit"]))
    assert service["tmpfs"], "no other place to write to than its volumes"
    assert not {"privileged", "cap_add", "network_mode", "pid"} & set(service)


@pytest.mark.parametrize("name", SERVICES)
def test_an_image_has_one_version_and_may_be_named_by_its_digest(name):
    service = SERVICES[name]
    image = service["build"]["args"]["PYTHON_IMAGE"] if name in OURS else service["image"]
    variable, version = re.fullmatch(r"\$\{(\w+_IMAGE):-\w+:(\d+(?:\.\d+)+(?:-\w+)*)\}", image).groups()
    assert version.count(".") >= (1 if variable == "POSTGRES_IMAGE" else 2), "to the last number"
    assert variable in (ROOT / "docs/operations.md").read_text()
    if name in OURS:
        assert f"ARG PYTHON_IMAGE={substitute(image)}\nFROM ${{PYTHON_IMAGE}}\n" in (ROOT / "Dockerfile").read_text()


def test_nobody_of_ours_is_the_superuser():
    keeper = SERVICES["database"]["environment"]["POSTGRES_USER"]
    urls = [substitute(SERVICES[name]["environment"]["DATABASE_URL"]) for name in OURS]
    assert not [url for url in urls if f"//{keeper}:" in url or DOTENV["POSTGRES_SUPERUSER_PASSWORD"] in url]


def test_the_image_s_last_step_needs_nothing_but_what_it_names(tmp_path):
    """As the image is built: no settings but those that stand in the Dockerfile itself."""
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    (step,) = re.findall(r"&& ((?:[A-Z_]+=\S+ )+python manage\.py collectstatic [^&]*)", text)
    always = re.findall(r"\b([A-Z_]+)=(\S+)", " ".join(re.findall(r"^ENV (.*)$", text, flags=re.M)))
    environment = dict(always) | bare_environment() | {"STATIC_ROOT": str(tmp_path / "static")}
    subprocess.run(step.replace("/tmp/build", str(tmp_path)), shell=True, cwd=ROOT, env=environment, check=True)  # noqa: S108, S602
    assert (tmp_path / "static.manifest" / "staticfiles.json").exists()
    assert not (tmp_path / "static" / "staticfiles.json").exists()


def test_readers_processes_know_nothing_of_the_desk():
    magazine, desk = SERVICES["magazine"]["environment"], SERVICES["desk"]["environment"]
    assert (magazine["WING"], desk["WING"]) == ("magazine", "desk")
    secrets = {substitute(magazine[name]) for name in ("SECRET_KEY", "DATABASE_URL")}
    assert not secrets & set(map(substitute, desk.values()))
    assert DOTENV["POSTGRES_PASSWORD"] not in magazine["DATABASE_URL"].replace("postgres", "")
    assert settings.READER_ROLE in magazine["DATABASE_URL"]


def test_readers_processes_draw_pictures_and_change_no_original():
    kept = {name: SERVICES[name]["volumes"][1].removeprefix("originals:/var/lib/thoidai/originals") for name in OURS}
    assert kept == dict.fromkeys(OURS, "") | {"magazine": ":ro"}
    assert (
        f"install -d -o thoidai -g thoidai $VAR_DIR $VAR_DIR/{settings.ORIGINALS_ROOT.name} "
        in (ROOT / "Dockerfile").read_text()
    )


@pytest.mark.slow
def test_migrate_makes_the_role_that_the_magazine_runs_on(environment, start, postgresql):
    with made_away_with(f"reader_{uuid.uuid4().hex[:12]}") as name:
        run(command("migrate"), environment("migrate") | {"READER_ROLE": name, "READER_PASSWORD": "r"})
        asked = environment("magazine")
        run(["python", "manage.py", "collectstatic", "--no-input", "-v0"], asked)  # the image's last step
        owner = database_url().split("//")[1].split("@")[0]
        asked["DATABASE_URL"] = database_url().replace(f"//{owner}@", f"//{name}:r@", 1)
        _serves(start, asked, service="magazine", desk=404)


@pytest.mark.slow
def test_the_desk_serves_desk_and_previews(environment, start):
    asked = environment("desk")
    run(["python", "manage.py", "collectstatic", "--no-input", "-v0"], asked)  # the image's last step
    _serves(start, asked, service="desk", desk=200)


def _serves(start, environment: dict[str, str], *, service: str, desk: int) -> None:
    port = free_port()
    process = start(command(service, port=port), environment)
    at = f"http://127.0.0.1:{port}"
    until(lambda: status(f"{at}/-/ready") == 200, what=service)
    outside = {"Host": "thoidai.com.vn", "X_Forwarded_Proto": "https"}
    assert status(f"{at}/", **outside) == 200
    assert status(f"{at}/robots.txt", **outside) == 200
    assert status(f"{at}/tim-kiem/?q=huu+nghi", **outside) == 200
    assert status(f"{at}/khong-co-bai-nay-1.html", **outside) == 404
    assert status(f"{at}/quan-tri/login/", **outside) == desk
    assert status(f"{at}/", Host="thoidai.com.vn") == 301  # to https
    assert status(f"{at}/", Host="elsewhere.example", X_Forwarded_Proto="https") == 400
    check = [word.replace("8000", str(port)) for word in SERVICES[service]["healthcheck"]["test"][1:]]
    run(check, environment)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0


@pytest.mark.slow
def test_the_worker_beats_and_stops_when_asked(environment, start):
    process = start(command("worker"), environment("worker"))
    until(lambda: Worker.objects.last_beat() is not None, what="the worker's beat")
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0
    assert Worker.objects.last_beat() is None


@pytest.mark.slow
def test_the_cache_starts_with_its_password_and_its_check_passes(tmp_path):
    if not shutil.which("redis-server"):
        pytest.skip("no Redis here; bring it with: sudo apt-get install redis-server")
    port = free_port()
    own = {name: substitute(value) for name, value in SERVICES["cache"]["environment"].items()}
    *shell, script = map(substitute, SERVICES["cache"]["command"])
    words = [*shell, f"{script} --port {port} --bind 127.0.0.1"]
    process = subprocess.Popen(words, cwd=tmp_path, env=bare_environment() | own)
    program, ping = SERVICES["cache"]["healthcheck"]["test"][1:]
    check = [program, "-p", str(port), ping]

    def said(environment: dict[str, str]) -> str:
        return subprocess.run(check, env=environment, capture_output=True, text=True).stdout

    try:
        until(lambda: said(bare_environment() | own) == "PONG\n", what="Redis")
        assert "NOAUTH" in said(bare_environment())
        assert own["REDIS_PASSWORD"] == DOTENV["REDIS_PASSWORD"]
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
def postgres_home() -> Iterator[Path]:
    """A directory for a server of its own; PostgreSQL does not run as root, so it may belong to `postgres`."""
    home = Path(tempfile.mkdtemp(prefix="thoidai-pg-"))
    if os.getuid() == 0:
        shutil.chown(home, "postgres")
    yield home
    shutil.rmtree(home)


@pytest.mark.slow
@pytest.mark.skipif(not BINARIES, reason="no PostgreSQL here; bring it with: sudo apt-get install postgresql")
def test_the_database_starts_and_its_owner_who_is_no_superuser_makes_all_of_it(postgres_home, tmp_path):
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    data, port = postgres_home / "data", str(free_port())
    own = {name: substitute(value) for name, value in SERVICES["database"]["environment"].items()}
    keeper = own["POSTGRES_USER"]
    at = bare_environment() | own | {"PGHOST": "127.0.0.1", "PGPORT": port}

    def program(words: list[str], *more: str | Path) -> list[str | Path]:
        return [*as_postgres, BINARIES[-1].with_name(words[0]), *words[1:], *more]

    def asked(question: str, *, role: str, database: str = "thoidai") -> str:
        words = ["psql", "-XAt", "--username", role, "--dbname", database, "-c", question]
        return subprocess.run(words, env=at, check=True, capture_output=True, text=True).stdout.strip()

    init = program(["initdb"], "--pgdata", data, "--auth", "trust", "--username", keeper, "--encoding", "UTF8")
    subprocess.run(init, check=True, capture_output=True, cwd=postgres_home)
    local = ["-D", data, "-p", port, "-h", "127.0.0.1", "-k", "", "-c", "fsync=off"]
    process = subprocess.Popen(program(SERVICES["database"]["command"], *local), cwd=postgres_home)
    check = program([*SERVICES["database"]["healthcheck"]["test"][1:], "--port", port])
    try:
        until(lambda: subprocess.run(check, capture_output=True).returncode == 0, what="PostgreSQL")
        # As the image does it at the first start.
        script = SERVICES["database"]["volumes"][1].split(":")[0]
        subprocess.run(["sh", ROOT / script], env=at, check=True, timeout=60)
        wants = {name: substitute(value) for name, value in SERVICES["migrate"]["environment"].items()}
        wants["DATABASE_URL"] = wants["DATABASE_URL"].replace("@database:5432/", f"@127.0.0.1:{port}/")
        run(command("migrate"), bare_environment() | wants | {"REDIS_URL": "", "VAR_DIR": str(tmp_path)})
        columns = "rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls"
        powers = f"SELECT {columns} FROM pg_roles WHERE rolname = "  # noqa: S608
        for role in ("thoidai", settings.READER_ROLE):
            assert asked(f"{powers}'{role}'", role=role) == "f|f|f|f|f"
        assert asked("SELECT count(*) > 0 FROM articles_section", role=settings.READER_ROLE) in {"t", "f"}
        with pytest.raises(subprocess.CalledProcessError):
            asked("SELECT 1 FROM newsroom_story", role=settings.READER_ROLE)
        with pytest.raises(subprocess.CalledProcessError):
            asked("SELECT 1", role="thoidai", database="postgres")
        for power in ("CREATE ROLE another", "GRANT pg_execute_server_program TO thoidai"):
            with pytest.raises(subprocess.CalledProcessError):
                asked(power, role="thoidai")
    finally:
        stop = program(["pg_ctl"], "stop", "--pgdata", data, "--mode", "fast", "--silent")
        subprocess.run(stop, check=True, cwd=postgres_home)
        process.wait(timeout=20)
