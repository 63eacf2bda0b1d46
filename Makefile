# run    set up .venv and start the app on the shipped data
# test   install what the tests need, the browser included, and run them all
# check  format, lint and types
# bench  timings, printed as tables
# shots  screenshots of the page for the README
# samples  three files as the program writes them, for the README
# pins   write requirements.txt anew from requirements.in

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

.PHONY: run test check bench shots samples pins

run: $(VENV)/run.stamp
	$(BIN)/streamlit run app.py

test: $(VENV)/dev.stamp browser
	$(BIN)/python -m pytest

check: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m spo_geo check

bench: $(VENV)/dev.stamp
	$(BIN)/python -m benchmarks

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

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/run.stamp
	$(BIN)/pip install --quiet -r requirements-dev.txt
	touch $@

# The browser tests drive Debian's Chromium.
.PHONY: browser
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
	  || command -v google-chrome >/dev/null || { \
	  SUDO=$$(test "$$(id -u)" = 0 || echo sudo); \
	  $$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq chromium; }

pins:
	rm -rf build/pins && $(PYTHON) -m venv build/pins
	build/pins/bin/pip install --quiet -r requirements.in
	{ echo "# Written by 'make pins' from requirements.in."; \
	  build/pins/bin/pip freeze --exclude pip --exclude setuptools; } > requirements.txt
