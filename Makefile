# Everything runs in .venv beside this file, made on first use. Needs Python 3.11 or newer, git and make; nothing else.
# On Windows without make: make.bat demo, make.bat test.

VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
PY := $(BIN)/python

# The first Python that is new enough; make PYTHON=/path/to/python chooses another.
PYTHON ?= $(shell for p in python3 python python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo $$p; break; }; done)

DEMO := duban-demo
ARGS ?=
INSTALL = $(PY) -m pip install --quiet --disable-pip-version-check
RUNTIME := $(VENV)/.runtime
DEVELOP := $(VENV)/.develop

.PHONY: help venv demo test system lint types check coverage mutation shipped wheel bundle clean

help:
	@echo "make demo      演示：在 $(DEMO) 建工作区并运行一遍  (a demo workspace, run once)"
	@echo "make test      测试  (the tests; ARGS='-k name' chooses)"
	@echo "make system    用LibreOffice等真实程序测试  (tests that drive real programs)"
	@echo "make check     lint, types and tests"
	@echo "make coverage  tests with branch coverage"
	@echo "make mutation  how many small mistakes in day counting and deadline rules the tests notice (minutes)"
	@echo "make shipped   重建随附的台账和文书模板  (rebuilds workbooks/ and slip_templates/)"
	@echo "make wheel     builds the package and tries it in a clean environment"
	@echo "make bundle    给没有网络的电脑：安装包和安装脚本放在 dist/duban-bundle  (wheels and scripts for a machine without a network)"
	@echo "make venv      only makes the environment"
	@echo "make clean     removes what can be made again"

venv: $(DEVELOP)

# Made anew each time: it holds invented matters only.
demo: $(RUNTIME)
	@rm -rf $(DEMO)
	@$(BIN)/duban demo $(DEMO)

test: $(DEVELOP)
	$(PY) -m pytest -m "not system" $(ARGS)

system: $(DEVELOP)
	$(PY) -m pytest -m system $(ARGS)

lint: $(DEVELOP)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: $(DEVELOP)
	$(PY) -m mypy

check: lint types test

coverage: $(DEVELOP)
	$(PY) -m pytest -m "not system" --cov --cov-report=term $(ARGS)

mutation: $(DEVELOP)
	@$(INSTALL) -e ".[mutation]"
	$(PY) benchmarks/mutation.py $(ARGS)

shipped: $(DEVELOP)
	$(PY) workbooks/build.py
	$(PY) slip_templates/build.py

wheel: $(DEVELOP)
	bash .ci/wheel

bundle: $(RUNTIME)
	$(PY) scripts/bundle.py $(ARGS)

clean:
	rm -rf build dist $(DEMO) .coverage htmlcov .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find toolkit tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Installed again only when pyproject.toml changes.
$(DEVELOP): $(RUNTIME)
	@echo "安装开发工具… (installing the development tools)"
	@$(INSTALL) -e ".[dev]"
	@touch $@

$(RUNTIME): pyproject.toml
	@test -n "$(PYTHON)" || { echo "没有找到 Python 3.11 或更高版本，请先安装，或用 make PYTHON=路径 指明。(Python 3.11 or newer is needed.)" >&2; exit 1; }
	@$(PY) -m pip --version >/dev/null 2>&1 || { echo "建立环境 $(VENV)… (making the environment)"; rm -rf $(VENV); $(PYTHON) -m venv $(VENV); } || \
		{ rm -rf $(VENV); echo "无法建立虚拟环境：这台电脑的 Python 缺少 venv 组件。Debian、Ubuntu 请先运行 apt install python3-venv。(The venv module is incomplete.)" >&2; exit 1; }
	@$(INSTALL) -e .
	@$(PY) -m compileall -q toolkit
	@touch $@
