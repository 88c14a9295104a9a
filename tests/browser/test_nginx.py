"""Debian's nginx with `hosting/nginx.conf`, where only the values of notes (1) to (3) are filled in: every kind of page
opens under its policy."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import chromium
import pytest
from playwright.sync_api import Browser, BrowserContext

ROOT = Path(__file__).resolve().parents[2]
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin")
NAME = "danvankheo.example.vn"
MODEL = "bep-an-tinh-thuong-vinh-trach"
PAGES = (
    "", "gioi-thieu/", "hoi-dap/", "mo-hinh/", f"mo-hinh/{MODEL}/", f"mo-hinh/{MODEL}/to-a4/", "linh-vuc/kinh-te/",
    "nhom/chuyen-doi-so/", "chu-the/phu-nu/", "dia-ban/", "dia-ban/ba-chuc/", "tra-cuu/?q=camera", "ban-do/",
    "phu-hop/?xa=30547", f"so-sanh/?m={MODEL}", "nhan-rong/", f"ke-hoach/?m={MODEL}", "thong-ke/", "du-lieu/",
    "dong-gop/", "dong-gop/nhap/", "dong-gop/da-gui/", "dong-gop/y-tuong/",
    "dong-gop/con-thieu/", "dong-gop/truong/", "ngoai-tuyen/", "khong-co-mang/",
    "khong-co-trang-nay/",
)  # fmt: skip
BREACHES = """addEventListener("securitypolicyviolation", (breach) => {
  console.error(`policy: ${breach.violatedDirective} ${breach.blockedURI}`);
});"""

pytestmark = pytest.mark.skipif(
    not NGINX or not shutil.which("openssl"), reason="no nginx or openssl; scripts/test.py installs nginx-light as root"
)


def free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def filled_in(site: Path, folder: Path, plain: int, secure: int) -> str:
    """The configuration with the folder, the certificate and free ports."""
    text = (ROOT / "hosting/nginx.conf").read_text(encoding="utf-8")
    text = re.sub(r"\n    listen \[::\]:[^;]*;", "", text)
    text = text.replace("listen 80;", f"listen 127.0.0.1:{plain};")
    text = text.replace("listen 443 ", f"listen 127.0.0.1:{secure} ")
    text = text.replace("/etc/ssl/danvankheo/", f"{folder}/").replace("/var/www/dan-van-kheo", str(site))
    assert str(secure) in text
    assert str(plain) in text
    paths = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "\n".join(f"{name}_temp_path {folder}/{name};" for name in paths)
    user = "user root;" if os.geteuid() == 0 else ""
    return (
        f"{user} daemon off; pid {folder}/pid; error_log stderr;\nevents {{}}\n"
        f"http {{ include /etc/nginx/mime.types; access_log off;\n{temporary}\n{text}}}\n"
    )


@pytest.fixture(scope="module")
def ports(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int]]:
    """The ports of http and https on which nginx listens."""
    folder = tmp_path_factory.mktemp("nginx")
    made = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    keys = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run(["openssl", "req", *made, *keys], check=True, capture_output=True)
    plain, secure = free_ports(2)
    (folder / "nginx.conf").write_text(filled_in(site, folder, plain, secure), encoding="utf-8")
    command = [str(NGINX), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    with subprocess.Popen(command, stderr=subprocess.PIPE) as server:
        while server.poll() is None and not listens(secure):
            time.sleep(0.02)
        assert server.poll() is None, server.communicate()
        yield plain, secure
        server.terminate()


def listens(port: int) -> bool:
    with socket.socket() as one:
        one.settimeout(0.2)
        return one.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def context(browser: Browser, ports: tuple[int, int]) -> Iterator[BrowserContext]:
    mapped = f"--host-resolver-rules=MAP {NAME} 127.0.0.1"
    other = chromium.launch(browser.browser_type, "--ignore-certificate-errors", mapped)
    one = other.new_context(base_url=f"https://{NAME}:{ports[1]}/", locale="vi-VN")
    one.add_init_script(BREACHES)
    yield one
    other.close()


@pytest.mark.parametrize("path", PAGES)
def test_no_page_breaks_its_policy(context: BrowserContext, path: str) -> None:
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == (404 if path == "khong-co-trang-nay/" else 200)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    page.mouse.wheel(0, 5000)
    page.wait_for_load_state("networkidle")
    page.close()
    # Chromium itself writes a 404 to the console.
    assert [text for text in told if "status of 404" not in text] == []


def test_a_breach_would_be_seen(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("")
    with page.expect_console_message(lambda message: message.text.startswith("policy: script-src")):
        page.evaluate("document.body.append(Object.assign(document.createElement('script'), { text: '1' }))")
    page.close()


def asked(ports: tuple[int, int], path: str) -> tuple[int, str, str]:
    """Status, type and caching of an answer."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=trusting))
    try:
        with opener.open(f"https://127.0.0.1:{ports[1]}/{path}", timeout=20) as answer:
            return answer.status, answer.headers["Content-Type"], answer.headers["Cache-Control"]
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers["Content-Type"], error.headers["Cache-Control"]


def test_data_come_as_what_they_are(ports: tuple[int, int], site: Path) -> None:
    assert asked(ports, "du-lieu/models.csv") == (200, "text/csv; charset=utf-8", "no-cache")
    assert asked(ports, "du-lieu/models.geojson") == (200, "application/geo+json; charset=utf-8", "no-cache")
    [font] = (site / "assets/fonts").glob("*-400.woff2")
    assert asked(ports, f"assets/fonts/{font.name}") == (200, "font/woff2", "public, max-age=2592000")
    bundle = next((site / "assets").rglob("*.bin")).relative_to(site).as_posix()
    assert asked(ports, bundle)[2] == "public, max-age=31536000, immutable"


def test_the_mark_of_the_folder_is_not_published(ports: tuple[int, int], site: Path) -> None:
    assert (site / ".danvankheo").is_file()
    assert asked(ports, ".danvankheo")[0] == 404


def test_plain_http_leads_to_https(ports: tuple[int, int]) -> None:
    with socket.create_connection(("127.0.0.1", ports[0]), timeout=20) as line:
        line.sendall(f"GET /tra-cuu/ HTTP/1.0\r\nHost: {NAME}\r\n\r\n".encode())
        assert f"Location: https://{NAME}/tra-cuu/".encode() in line.recv(4096)


def test_the_receiver_stands_behind_it(site: Path, tmp_path: Path) -> None:
    """With `hosting/noi-nhan.nginx.conf` in the server, with another port."""
    receiver_host = pytest.importorskip("receiver_host")
    httpx = pytest.importorskip("httpx")
    made = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    keys = ["-keyout", str(tmp_path / "privkey.pem"), "-out", str(tmp_path / "fullchain.pem")]
    subprocess.run(["openssl", "req", *made, *keys], check=True, capture_output=True)
    plain, secure = free_ports(2)
    with receiver_host.receiver(tmp_path, **{"site": str(site)}) as one:
        front = (ROOT / "hosting/noi-nhan.nginx.conf").read_text(encoding="utf-8").replace(":8090", f":{one.port}")
        text = filled_in(site, tmp_path, plain, secure).replace("    location / {\n", f"{front}    location / {{\n")
        (tmp_path / "nginx.conf").write_text(text, encoding="utf-8")
        command = [str(NGINX), "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
            try:
                while server.poll() is None and not listens(secure):
                    time.sleep(0.02)
                with httpx.Client(base_url=f"https://127.0.0.1:{secure}/dong-gop/", verify=False) as client:
                    told = client.get("noi-nhan.json")
                    assert told.json()["receives"]
                    data = {"the": told.json()["challenge"], "loi-giai": "0", "mo-hinh": receiver_host.titled(1)}
                    own = {"Origin": f"https://127.0.0.1:{secure}"}
                    answer = client.post("gui/mo-hinh", data=data, files=[("khong", (None, ""))], headers=own)
                    assert answer.status_code == 201
                    page = client.get("da-gui/")
                    assert "nuôi heo đất số 1" in page.text
                    assert len(page.headers.get_list("content-security-policy")) == 1
                    assert "no-store" in page.headers["cache-control"]
                    assert client.post("gui/mo-hinh", content=b"0" * (13 * 2**20)).status_code == 413
                    assert client.get("luu-tru/").status_code == 200
            finally:
                server.terminate()
