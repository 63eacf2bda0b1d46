"""Every timing of the project, one table after the other: ``make bench``."""

import importlib

NAMES = ("bench_scale", "bench_printmap", "bench_atlas", "bench_page")


def main() -> None:
    """Run the benchmarks in turn; a missed target does not stop the others."""
    for name in NAMES:
        print(f"\n{name}")
        try:
            importlib.import_module(f"benchmarks.{name}").main()
        except SystemExit as stop:
            print(f"target missed (exit {stop.code})")


if __name__ == "__main__":
    main()
