"""nginx in front of the app, with the configuration that the documents give."""

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import trustme

from tests.browser.serving import ROOT, free_port, wait_until

CONFIG = ROOT / "docs" / "nginx.conf"
USER, PASSWORD = "reader", "a password of the test"

# What a test needs around the file, so that nginx runs as anyone, from one folder.
AROUND = """
daemon off;
worker_processes 1;
pid nginx.pid;
error_log stderr warn;
{user}
events {{}}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    include atlas.conf;
}}
"""


def nginx() -> str:
    """Return nginx's path; a machine without it fails."""
    path = f"{os.environ['PATH']}{os.pathsep}/usr/sbin"
    found = shutil.which("nginx", path=path)
    if found is None:
        raise RuntimeError("no nginx on the path: apt-get install nginx-light")
    return found


@contextmanager
def proxied(app: str, folder: Path) -> Iterator[str]:
    """Start nginx before an app and yield the address that its visitors use."""
    port = free_port()
    write_config(folder, app, port)
    command = [nginx(), "-p", str(folder), "-e", "stderr", "-c", "nginx.conf"]
    log = folder / "log.txt"
    with log.open("wb") as output:
        server = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        try:
            wait_until(lambda: listens(port), server, log)
            yield f"https://127.0.0.1:{port}/atlas/"
        finally:
            server.terminate()
            server.wait(timeout=10)


def listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def write_config(folder: Path, app: str, port: int) -> None:
    """Write the documented file with this test's own address, keys and password."""
    certificate = trustme.CA().issue_cert("127.0.0.1")
    certificate.cert_chain_pems[0].write_to_path(str(folder / "atlas.pem"))
    certificate.private_key_pem.write_to_path(str(folder / "atlas.key"))
    (folder / "atlas.htpasswd").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
    text = CONFIG.read_text("utf-8")
    for documented, here in {
        "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
        "/etc/ssl/certs/atlas.pem;": "atlas.pem;",
        "/etc/ssl/private/atlas.key;": "atlas.key;",
        "/etc/nginx/atlas.htpasswd;": "atlas.htpasswd;",
        "http://127.0.0.1:8501;": f"{re.match('http://[^/]+', app)[0]};",
    }.items():
        assert text.count(documented) == 1, documented
        text = text.replace(documented, here)
    (folder / "atlas.conf").write_text(text, "utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(user=user), "utf-8")
