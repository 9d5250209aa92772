# The front door. `make demo` shows the program at work, `make test` proves it; both install what is missing.
.PHONY: help setup build demo test test-long bench lint format clean install package
PREFIX ?= /usr/local
.DEFAULT_GOAL := help

help:
	@echo "make demo       build and screen an invented night's shipments"
	@echo "make test       release and sanitizer builds, unit tests, golden cases, fuzz corpora, kills"
	@echo "make test-long  thread sanitizer, fuzzing, hundreds of kills, large files, differentials, a browser"
	@echo "make bench      speed and memory beside DuckDB's own read of the same file"
	@echo "make lint       format, names, includes, clang-tidy on changed files"
	@echo "make build      build/release/tidewaiter"
	@echo "make install    below PREFIX (/usr/local), inside DESTDIR"
	@echo "make package    a Debian package in build/release"

setup:
	@scripts/setup.sh

build: setup
	@scripts/build.sh release tidewaiter

install: setup
	@scripts/build.sh release tidewaiter
	@scripts/build.sh release surface
	@DESTDIR="$(DESTDIR)" cmake --install build/release --prefix "$(PREFIX)" >/dev/null
	@echo "installed in $(DESTDIR)$(PREFIX)"

package: setup
	@scripts/build.sh release surface
	@cd build/release && cpack >cpack.log 2>&1 || { cat cpack.log >&2; exit 1; }
	@ls -1 build/release/*.deb

demo: build
	@build/release/tidewaiter demo

test: setup
	@scripts/test.sh

test-long: setup
	@scripts/setup.sh tools
	@scripts/test_long.sh

bench: setup
	@scripts/bench.sh

lint: setup
	@scripts/setup.sh tools
	@scripts/lint.sh

format: setup
	@scripts/setup.sh tools
	@git ls-files '*.h' '*.cpp' | xargs clang-format-19 -i

clean:
	rm -rf build
