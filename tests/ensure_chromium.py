"""Find a Chromium, or install the system's; fail loudly when neither works. Run by ``make test``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str | None:
    """The path of an installed Chromium, or None."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


def install_chromium() -> None:
    """By apt, where there is one, as root or through sudo."""
    if not shutil.which("apt-get"):
        return
    as_root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*as_root, "apt-get", "update", "-qq"], env=quiet)
    subprocess.run([*as_root, "apt-get", "install", "-y", "-qq", "chromium"], env=quiet, stdout=subprocess.DEVNULL)


def main() -> int:
    if not find_chromium():
        print("No Chromium here: installing the system's.")
        install_chromium()
    if not find_chromium():
        print("The browser tests need Chromium, and it could not be installed. Install the package 'chromium'.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
