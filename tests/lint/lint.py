"""What the lints share. Each prints one line a problem, with how to repair it, and exits with 1."""
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def run(*command, **options):
    """The finished process; its output as text."""
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def hcpnet(*arguments):
    """What the program prints. It must be done."""
    program = os.environ.get("HCPNET", str(ROOT / "build/dev/src/hcpnet"))
    done = run(program, *arguments)
    if done.returncode != 0:
        raise SystemExit(f"hcpnet {' '.join(arguments)}: exit {done.returncode}\n{done.stderr}")
    return done.stdout


def commands():
    """Names of the commands, in the order of the program."""
    lines = hcpnet("list", "commands", "--format", "csv").splitlines()[1:]
    return [line.split(",")[0] for line in lines]


def build_folder():
    return pathlib.Path(os.environ.get("HCPNET_BUILD", ROOT / "build/dev"))


def finish(problems, success):
    """The exit code."""
    problems = list(problems)
    print("\n".join(problems) or success)
    return bool(problems)
