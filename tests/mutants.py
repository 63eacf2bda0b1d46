"""Change the code in one place at a time and see that a test notices.

``python -m tests.mutants`` prints a table and below it the changes that no test
noticed; a module's name as an argument keeps to that module. What the figures mean, and
which changes nobody can notice, is told in ``docs/testing.md``.

The changes are those of mutmut. Its own runner is not used: it picks the tests of a
function by the calls that it saw, and answers that are remembered (`lru_cache`) or read
while a test module is imported hide calls. Here each change meets all tests of its
module, in a process forked before anything of the project was imported.
"""

import ast
import difflib
import gc
import importlib
import io
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
NEEDED = ("spo_geo", "tests", "data", "geo", "pyproject.toml")

_PLACES = (
    "tests/unit/test_place_notes.py",
    "tests/unit/test_gazetteer.py",
    "tests/unit/test_gazetteer_names.py",
    "tests/unit/test_gazetteer_reader.py",
    "tests/property/test_gazetteer_properties.py",
)
_COUNTS = (
    "tests/unit/test_view_numbers.py",
    "tests/unit/test_view.py",
    "tests/unit/test_planned.py",
    "tests/property/test_index_properties.py",
)
TESTS = {
    "gazetteer": _PLACES,
    "place_rules": _PLACES,
    "place_model": _PLACES,
    "placenames": _PLACES,
    "coverage": ("tests/unit/test_coverage.py",),
    "filters": ("tests/unit/test_filters.py",),
    "index": _COUNTS,
    "view": _COUNTS,
}
"""The tests that a change in a module of ``spo_geo`` has to get past."""

WRAPPERS = frozenset({"property", "cached_property", "lru_cache", "cache"})
# Third-party modules that take long to import and remember nothing of the project.
PRELOADED = (
    "asyncio",
    "geopandas",
    "hypothesis",
    "mutmut.mutation.trampoline",
    "pyogrio",
    "pytest",
)
# Of pytest's parts, those that only take time here.
WITHOUT = ("cacheprovider", "threadexception", "unraisableexception")
CPU_SECONDS = 15
FAILED = frozenset({1, 2, 3})
"""What pytest answers when a test, the import of a test or pytest itself fails."""


@dataclass(frozen=True, slots=True)
class Result:
    """A module, the number of its changes, and those that no test noticed."""

    module: str
    n_mutants: int
    survivors: tuple[str, ...]

    @property
    def n_killed(self) -> int:
        """Changes that a test noticed."""
        return self.n_mutants - len(self.survivors)


def main(arguments: Sequence[str]) -> int:
    """Try the changes of the named modules, or of all."""
    if "--try" in arguments:
        return _try_mutants(*arguments[1:])
    if strange := set(arguments) - set(TESTS):
        print(f"no tests are named for {', '.join(strange)}; known: {', '.join(TESTS)}")
        return 2
    results = []
    for module in arguments or TESTS:
        print(f"{module} ...", file=sys.stderr)
        results.append(_in_copy(module))
    print(table(results))
    print(*(text for result in results for text in result.survivors), sep="\n")
    return 0


def table(results: Sequence[Result]) -> str:
    """Return the results as lines of a table, and their sum."""
    rows = [(r.module, r.n_mutants, r.n_killed) for r in results]
    rows.append(("all", sum(r[1] for r in rows), sum(r[2] for r in rows)))
    lines = [
        f"{'module':<12} {'mutants':>7} {'killed':>6} {'survived':>8} {'share':>6}"
    ]
    lines += [
        f"{name:<12} {n:>7} {killed:>6} {n - killed:>8} {killed / n:>6.1%}"
        for name, n, killed in rows
    ]
    return "\n".join(lines)


def _in_copy(module: str) -> Result:
    """Try the changes of one module in a copy of the tree."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in NEEDED:
            _copy(ROOT / name, copy / name)
        path = copy / "spo_geo" / f"{module}.py"
        code, names = mutated(path)
        path.write_text(code, "utf-8")
        command = (sys.executable, "-m", "tests.mutants", "--try", module, *names)
        done = subprocess.run(command, cwd=copy, check=True, stdout=subprocess.PIPE)
    survived = set(done.stdout.decode().split())
    texts = (difference(code, name) for name in names if name in survived)
    return Result(module, len(names), tuple(texts))


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        ignored = shutil.ignore_patterns("__pycache__", "browser", ".previous")
        shutil.copytree(source, target, ignore=ignored)
    else:
        shutil.copy(source, target)


def mutated(path: Path) -> tuple[str, Sequence[str]]:
    """Return a module's code with all its changes inside, and their names."""
    from mutmut.mutation.file_mutation import mutate_file_contents

    found = mutate_file_contents(str(path), undecorated(path.read_text("utf-8")))
    return found.code, found.mutant_names


def undecorated(source: str) -> str:
    """Write wrappers as calls below their functions: mutmut skips what is decorated.

    Examples
    --------
    >>> print(undecorated("@cache\\ndef one():\\n    return 1\\n"), end="")
    def one():
        return 1
    one = cache(one)
    """
    lines = source.splitlines(keepends=True)
    functions = [
        n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef)
    ]
    for node in sorted(functions, key=lambda n: n.lineno, reverse=True):
        if not node.decorator_list or len(node.decorator_list) > 1:
            continue
        wrapper = ast.unparse(node.decorator_list[0])
        if wrapper.partition("(")[0] not in WRAPPERS:
            continue
        call = f"{' ' * node.col_offset}{node.name} = {wrapper}({node.name})\n"
        lines.insert(node.end_lineno, call)
        del lines[node.decorator_list[0].lineno - 1 : node.lineno - 1]
    return "".join(lines)


def difference(code: str, name: str) -> str:
    """Return a change as the lines that it takes away and those that it puts there."""
    functions = {n.name: n for n in ast.walk(ast.parse(code)) if hasattr(n, "name")}
    old, new = (
        ast.unparse(functions[key]).splitlines()[1:]
        for key in (f"{name.rpartition('_')[0]}_orig", name)
    )
    changed = difflib.unified_diff(old, new, n=0, lineterm="")
    lines = (line for line in changed if not line.startswith(("---", "+++", "@@")))
    return "\n".join((f"\n{name}", *lines))


# -- in the copy ---------------------------------------------------------------------


def _try_mutants(module: str, *names: str) -> int:
    """Print the names of the changes that no test notices; 1 when the tests fail."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    sys.dont_write_bytecode = False
    for heavy in PRELOADED:
        importlib.import_module(heavy)
    gc.freeze()
    if _exit_code("", TESTS[module]) != 0:
        print(f"the tests of {module} fail as it is", file=sys.stderr)
        return 1
    for name in names:
        if not is_noticed(_exit_code(f"spo_geo.{module}.{name}", TESTS[module])):
            print(name, flush=True)
    return 0


def is_noticed(code: int) -> bool:
    """Tell whether pytest's answer says that a test failed; a signal counts as one.

    Examples
    --------
    >>> is_noticed(1), is_noticed(-24), is_noticed(0)
    (True, True, False)
    """
    if code > 0 and code not in FAILED:
        raise RuntimeError(f"pytest ran no tests: exit code {code}")
    return code != 0


def _exit_code(mutant: str, tests: Iterable[str]) -> int:
    """Run tests with one change in force, in a process of their own."""
    child = os.fork()
    if not child:
        os._exit(_run_pytest(mutant, tests))
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _run_pytest(mutant: str, tests: Iterable[str]) -> int:
    import pytest
    from hypothesis import HealthCheck, Phase, settings

    os.environ["MUTANT_UNDER_TEST"] = mutant
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    # One example that fails is enough, the same ones are tried each time, and a slow
    # machine is no change of the code.
    settings.register_profile(
        "mutants",
        deadline=None,
        derandomize=True,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=tuple(HealthCheck),
    )
    os.environ["HYPOTHESIS_PROFILE"] = "mutants"  # read by tests/conftest.py
    silent = io.StringIO() if mutant else sys.stderr
    with redirect_stdout(silent), redirect_stderr(silent):
        parts = [word for name in WITHOUT for word in ("-p", f"no:{name}")]
        return int(pytest.main(["-x", "-q", *parts, *tests]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
