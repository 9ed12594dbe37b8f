.PHONY: help run doctor backup restore upgrade dev test test-deep lint format messages lock bench bench-pages bench-memory bench-intake bench-versions bench-notices bench-discovery
.DEFAULT_GOAL := help

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1	\2/p' Makefile | expand -t 18

run: ## try Ficwright: database, worker and server with a sample archive (PORT and HOST can be set)
	@bin/venv base
	@exec env FICWRIGHT_MODE=sample .venv/bin/python manage.py run --tied

doctor: ## what is set up wrongly here, and how to mend it
	@deploy/manage doctor

backup: ## the whole archive into one file
	@deploy/manage backup

restore: ## begin with what lies in a backup (FILE=…); overwrites nothing
	@deploy/restore $(FILE)

upgrade: ## back up, update, migrate, restart, look whether it answers (VERSION=…)
	@deploy/upgrade $(VERSION)

dev: ## the developers' server, which reloads changed code
	@bin/venv dev
	@exec env FICWRIGHT_MODE=dev .venv/bin/python manage.py run --tied

test: ## every check and test; sets up all that it needs
	@bin/venv dev
	@bin/check

test-deep: ## long drills, and PostgreSQL 15; run it before an issue is called done
	@bin/venv dev
	@bin/check-deep

lint: ## only the quick checks
	@bin/venv dev
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/lint-imports

format: ## put code and templates in order
	@bin/venv dev
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format .
	@find templates -name '*.html' -print0 | xargs -0 .venv/bin/djade --target-version 6.1

messages: ## bring the catalogues of the languages up to date with the code (docs/translating.md)
	@bin/venv dev
	@bin/messages

lock: ## choose the newest allowed packages and write requirements/*.txt with hashes (ARGS=--upgrade)
	@bin/lock $(ARGS)

bench: ## measure against the figures to reach (ARGS=--write keeps them in docs/figures.md)
	@bin/venv dev
	@.venv/bin/python -m bench $(ARGS)

bench-pages: ## only the pages: speed against a bare view, weight, queries
	@bin/venv dev
	@.venv/bin/python -m bench pages $(ARGS)

bench-memory: ## only the memory: at rest, and while long documents are read
	@bin/venv dev
	@.venv/bin/python -m bench memory $(ARGS)

bench-intake: ## only the reading of documents
	@bin/venv dev
	@.venv/bin/python -m bench intake $(ARGS)

bench-versions: ## only the versions: what 200 of a novel take
	@bin/venv dev
	@.venv/bin/python -m bench versions $(ARGS)

bench-notices: ## only the notices: 10,000 followers of one chapter
	@bin/venv dev
	@.venv/bin/python -m bench notices $(ARGS)

bench-discovery: ## only the finding of stories, among as many as STORIES says (first filled, once)
	@bin/venv dev
	@.venv/bin/python -m bench discovery --stories $(or $(STORIES),100000) $(ARGS)
