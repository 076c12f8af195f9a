"""The example of a proxy with TLS is one that nginx takes."""

import re
import shutil
import subprocess

import pytest

from tests.deploy.varnish import ROOT
from tests.toolchain.processes import free_port

NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")


@pytest.mark.skipif(NGINX is None, reason="no nginx here; bring it with: sudo apt-get install nginx-light")
@pytest.mark.skipif(
    shutil.which("openssl") is None, reason="no openssl here; bring it with: sudo apt-get install openssl"
)
def test_nginx_takes_the_example(tmp_path):
    certificate = ["-newkey", "rsa:2048", "-nodes", "-keyout", "privkey.pem", "-out", "fullchain.pem", "-days", "2"]
    words = ["openssl", "req", "-x509", *certificate, "-subj", "/CN=thoidai.example"]
    subprocess.run(words, cwd=tmp_path, check=True, capture_output=True)
    example = (ROOT / "deploy/nginx.conf").read_text().replace("/etc/ssl/thoidai/", f"{tmp_path}/")
    example = re.sub(r"listen ((?:\[::\]:)?)\d+", lambda found: f"listen {found[1]}{free_port()}", example)
    (tmp_path / "site.conf").write_text(example)
    config = tmp_path / "nginx.conf"
    config.write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{ include {tmp_path}/site.conf; }}\n")
    done = subprocess.run(
        [NGINX, "-t", "-c", str(config), "-g", f"error_log {tmp_path}/log;"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr
