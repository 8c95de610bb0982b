# `make run` and `make test` are all one needs: each first makes the environment in .venv.

PYTHON ?= python3
PY     := .venv/bin/python
READY  := .venv/.installed
WORDS  := $(patsubst %.po,%.mo,$(wildcard resources/wording/*/*.po))

# Every install, of the program as of the tools that build it, takes exactly these versions.
export PIP_CONSTRAINT := constraints.txt
export PIP_BUILD_CONSTRAINT := constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test bench sheets window package proof clean environment

run: environment
	$(PY) packaging/run.py

test: environment
	$(PY) packaging/qt_libraries.py offscreen
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	MYPYPATH=packaging $(PY) -m mypy packaging/*.py
	.venv/bin/lint-imports
	QT_QPA_PLATFORM=offscreen HYPOTHESIS_PROFILE=ci $(PY) -m pytest

# What `make test` samples: the long proofs, and the properties with ten times the examples.
proof: environment
	$(PY) packaging/qt_libraries.py offscreen
	QT_QPA_PLATFORM=offscreen HYPOTHESIS_PROFILE=proof $(PY) -m pytest -m "proof or hypothesis"

# A real window on a screen of its own.
window: environment
	$(PY) packaging/qt_libraries.py xcb
	@command -v xvfb-run xauth >/dev/null || \
		{ echo "A screen is needed: apt-get install xvfb xauth" >&2; exit 1; }
	QT_QPA_PLATFORM=xcb xvfb-run --auto-servernum --server-args="-screen 0 1600x1200x24" \
		$(PY) -m pytest tests/window

bench: environment
	$(PY) -m benchmarks

# The example case on paper, and the pictures in the README.
sheets: environment
	$(PY) packaging/example_sheets.py example-sheets
	QT_QPA_PLATFORM=offscreen $(PY) packaging/pictures.py example-sheets docs/images

package: environment
	@command -v objdump >/dev/null || { echo "apt-get install binutils" >&2; exit 1; }
	rm -rf build dist
	$(PY) -m build
	$(PY) packaging/bundle.py
	$(PY) packaging/try_package.py

clean:
	rm -rf build dist example-sheets taperlab.egg-info .mypy_cache .ruff_cache .pytest_cache \
		.import_linter_cache .hypothesis .benchmarks
	find taperlab tests packaging benchmarks -name __pycache__ -prune -exec rm -rf {} +
	rm -f resources/wording/*/*.mo resources/catalogue/compiled.json

environment: $(READY) $(WORDS)

$(READY): pyproject.toml setup.py constraints.txt
	python=$$(sh packaging/find_python.sh "$(PYTHON)") && "$$python" -m venv .venv
	$(PY) -m pip install --quiet --editable ".[dev]"
	touch $@

%.mo: %.po $(READY)
	@$(PY) -m babel.messages.frontend --quiet compile --input-file $< --output-file $@ \
		--locale $(notdir $(patsubst %/,%,$(dir $<)))
