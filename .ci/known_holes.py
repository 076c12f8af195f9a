#!/usr/bin/env python3
"""Known holes in locked dependencies: `known_holes.py requirements.lock …`; options are handed on to pip-audit.

Fails for a hole that is known, and for a lock that cannot be read. pip-audit says "no known vulnerabilities" even of
packages that its service has never heard of, as where an index mirrors PyPI without its advisories: what nobody was
able to look up is named here, and fails nothing.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

SERVICES = ("pypi", "osv")  # asked in this order, until every package has been looked up
PIP_AUDIT = str(Path(sys.executable).with_name("pip-audit"))


def main(arguments: list[str]) -> int:
    options = [each for each in arguments if each.startswith("-")]
    locks = [each for each in arguments if not each.startswith("-")]
    command = [PIP_AUDIT, "--require-hashes", "--disable-pip", "--progress-spinner=off", "--format=json", *options]
    command += [f"--requirement={lock}" for lock in locks]
    read = subprocess.run([*command, "--dry-run"], capture_output=True, text=True)  # noqa: S603  # asks no service
    if read.returncode:
        print(read.stderr)
        return read.returncode
    packages = {name for lock in locks for name in re.findall(r"^([\w.-]+)(?:\[.*\])?==", Path(lock).read_text(), re.M)}
    unknown = packages
    for service in SERVICES:
        answer = ask([*command, f"--vulnerability-service={service}"])
        if answer is None:
            print(f"{service}: no answer")
            continue
        holes = [found for found in answer if found.get("vulns")]
        for found in holes:
            for hole in found["vulns"]:
                cure = ", ".join(hole["fix_versions"]) or "nothing yet"
                print(f"{found['name']} {found['version']}: {hole['id']}, cured by {cure}")
        if holes:
            return 1
        packages = {found["name"] for found in answer}  # without those that other systems need
        unknown = unknown & {found["name"] for found in answer if "skip_reason" in found}
        if not unknown:
            break
    if unknown:
        print("NOT LOOKED UP, no service told of them:", ", ".join(sorted(unknown)))
    print(f"Looked up: {len(packages) - len(unknown)} of {len(packages)} packages; none has a hole that is known.")
    return 0


def ask(command: list[str]) -> list[dict[str, Any]] | None:
    """What a service says of each package; None where it does not answer."""
    answer = subprocess.run(command, capture_output=True, text=True)  # noqa: S603  # pip-audit, as above
    try:
        return json.loads(answer.stdout)["dependencies"]
    except ValueError:
        return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
