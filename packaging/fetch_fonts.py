# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fetches the fonts of resources/fonts from npm and Debian, in the versions named here.

Needs npm, apt-get and dpkg-deb on a Debian 12, and the Python package fonttools:

    python packaging/fetch_fonts.py

PT and Inter are taken as they are (PT Sans and PT Serif are reserved names: no altered copy may bear them).
Noto, which is only asked for letters that PT lacks, is cut down to the alphabets that coopdesk prints, and
loses its hints for small screens. For scripts of other shapes there is one Noto Sans each, regular only.
Of these fonts only Inter has arrows; pages on paper draw theirs.
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

FONTS = Path(__file__).resolve().parents[1] / "resources" / "fonts"

PT_FACES = {
    "Regular": "400Regular",
    "Italic": "400Regular_Italic",
    "Bold": "700Bold",
    "BoldItalic": "700Bold_Italic",
}
INTER_FACES = {"Regular": "400Regular", "Medium": "500Medium", "SemiBold": "600SemiBold"}
NPM_PACKAGES = (
    ("@expo-google-fonts/pt-serif@0.4.1", "PTSerif", PT_FACES),
    ("@expo-google-fonts/pt-sans@0.4.1", "PTSans", PT_FACES),
    ("@expo-google-fonts/inter@0.4.2", "Inter", INTER_FACES),
)
NOTO_PACKAGE = "fonts-noto-core=20201225-1"
NOTO_FOLDER = "usr/share/fonts/truetype/noto"
NOTO_FACES = ("Regular", "Italic", "Bold", "BoldItalic")
NOTO_LETTERS = (
    (0x0020, 0x024F),  # Latin with its extensions A and B
    (0x0250, 0x02AF),  # ɛ ɔ ɖ ɣ ʋ of West African languages
    (0x02B0, 0x036F),  # modifiers and combining accents
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x052F),  # Cyrillic
    (0x1E00, 0x1EFF),  # Latin of Vietnamese, Yoruba and romanised names
    (0x2000, 0x206F),  # spaces (U+202F among them), dashes, quotation marks
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x214F),  # № and the like
)
_LETTERS = ",".join(f"{first:04X}-{last:04X}" for first, last in NOTO_LETTERS)
# Scripts of least developed countries and of their neighbours; Tibetan would weigh as much as all others.
NOTO_SCRIPTS = (
    "Arabic", "Armenian", "Bengali", "Devanagari", "Ethiopic", "Georgian", "Khmer", "Lao", "Myanmar", "NKo",
    "Tifinagh",
)  # fmt: skip


def main() -> None:
    """Fetches all fonts and their licences, and prints what was written."""
    FONTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for package, family, faces in NPM_PACKAGES:
            _fetch_from_npm(package, family, faces, Path(folder))
        _fetch_noto(Path(folder))
    for path in sorted(FONTS.glob("*.*tf")):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        print(f"{digest}  {path.name}  {path.stat().st_size}")


def _fetch_from_npm(package: str, family: str, faces: dict[str, str], folder: Path) -> None:
    packed = subprocess.run(
        ["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True
    )
    with tarfile.open(folder / packed.stdout.split()[-1]) as archive:
        for face, name in faces.items():
            _take(archive, f"package/{name}/{family}_{name}.ttf", f"{family}-{face}.ttf")
        _take(archive, "package/LICENSE_FONT", f"OFL-{family}.txt")


def _take(archive: tarfile.TarFile, member: str, name: str) -> None:
    content = archive.extractfile(member)
    if content is None:
        raise SystemExit(f"{member} is not a file")
    (FONTS / name).write_bytes(content.read())


def _fetch_noto(folder: Path) -> None:
    subprocess.run(["apt-get", "download", NOTO_PACKAGE], cwd=folder, check=True)
    package = next(folder.glob("fonts-noto-core_*.deb"))
    subprocess.run(["dpkg-deb", "--extract", str(package), str(folder)], check=True)
    for family in ("NotoSans", "NotoSerif"):
        for face in NOTO_FACES:
            name = f"{family}-{face}.ttf"
            _cut_down(folder / NOTO_FOLDER / name, FONTS / name, _LETTERS, "kern,mark,mkmk,ccmp,locl")
    for script in NOTO_SCRIPTS:
        name = f"NotoSans{script}-Regular.ttf"
        _cut_down(folder / NOTO_FOLDER / name, FONTS / name, "*", "*")
    shutil.copyfile(folder / "usr/share/doc/fonts-noto-core/copyright", FONTS / "OFL-Noto.txt")


def _cut_down(source: Path, target: Path, codes: str, features: str) -> None:
    wanted = [f"--unicodes={codes}", f"--layout-features={features}", "--name-IDs=*"]
    kept = ["--no-hinting", "--notdef-outline", f"--output-file={target}"]
    subprocess.run([sys.executable, "-m", "fontTools.subset", str(source), *wanted, *kept], check=True)


if __name__ == "__main__":
    main()
