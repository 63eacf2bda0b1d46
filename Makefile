# run    set up .venv and start the app on the shipped data
# test   install what the tests need, the browser included, and run them all
# check  format, lint, types, the shipped data, and the pinned libraries
# coverage  lines and branches that the tests reach, those in a browser left out
# mutants  changes to the code that no test notices (takes half an hour)
# bench  timings, printed as tables
# soak   long runs and faults: kills, full disks, files replaced under the page
# shots  screenshots of the page for the README
# samples  three files as the program writes them, for the README
# pins   write requirements.txt anew from requirements.in

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

.PHONY: run test check coverage mutants bench soak shots samples pins

run: $(VENV)/run.stamp
	$(BIN)/streamlit run app.py

test: $(VENV)/dev.stamp browser
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not browser"
	$(BIN)/python -m pytest -m browser

check: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m spo_geo check
	$(BIN)/python -m tests.supply

coverage: $(VENV)/dev.stamp
	$(BIN)/python -m coverage run -m pytest tests/unit tests/property tests/data \
	  tests/app spo_geo
	$(BIN)/python -m coverage report

mutants: $(VENV)/dev.stamp
	nice -n 15 $(BIN)/python -m tests.mutants

bench: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks

soak: $(VENV)/dev.stamp browser
	$(BIN)/python -m benchmarks.soak

shots: $(VENV)/dev.stamp browser
	$(BIN)/python -m tests.browser.shots

# The day is fixed, so that the same records give the same files.
SAMPLE := $(BIN)/python -m spo_geo
SAMPLE_DAY := 2026-11-22
samples: $(VENV)/run.stamp
	mkdir -p docs/samples
	$(SAMPLE) map -o docs/samples/map.png --dpi 110 --labels --date $(SAMPLE_DAY)
	$(SAMPLE) map -o docs/samples/map.html --date $(SAMPLE_DAY)
	$(SAMPLE) brief -o docs/samples/brief.docx --focus-area Education \
	  --focus-area Health --date $(SAMPLE_DAY)

$(VENV)/run.stamp: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet -r requirements.txt
	touch $@

$(VENV)/dev.stamp: requirements-dev.txt requirements-sso.txt $(VENV)/run.stamp
	$(BIN)/pip install --quiet -r requirements-dev.txt
	touch $@

# The browser tests drive Debian's Chromium, one of them through Debian's nginx.
.PHONY: browser
browser:
	@MISSING=; \
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
	  || command -v google-chrome >/dev/null || MISSING="chromium"; \
	command -v nginx >/dev/null || test -x /usr/sbin/nginx \
	  || MISSING="$$MISSING nginx-light"; \
	test -z "$$MISSING" || { \
	  SUDO=$$(test "$$(id -u)" = 0 || echo sudo); \
	  $$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq $$MISSING; }

pins:
	rm -rf build/pins && $(PYTHON) -m venv build/pins
	build/pins/bin/pip install --quiet -r requirements.in
	{ echo "# Written by 'make pins' from requirements.in."; \
	  build/pins/bin/pip freeze --exclude pip --exclude setuptools; } > requirements.txt
