#!/bin/sh
# Make both environments from the lock: .venv (desk) and .venv-brain (Rasa). Safe to run again; needs only a POSIX shell and any Python 3.
# Arguments: uv groups for the desk's environment (default: desk). NO_BRAIN=1 leaves the brain's out.
set -eu
cd "$(dirname "$0")/.."
# Byte code saves each start of Rasa ten seconds.
unset PYTHONDONTWRITEBYTECODE
UV_VERSION=0.5.0

say() { printf '\033[1m» %s\033[0m\n' "$*"; }
stop() { printf 'tripdesk: %s\n' "$*" >&2; exit 1; }

new_enough() { "$1" --version >/dev/null 2>&1 && printf '%s\n%s\n' "$UV_VERSION" "$("$1" --version | cut -d' ' -f2)" | sort -VC; }

find_uv() {
    for candidate in uv .tools/uv/bin/uv "$HOME/.local/bin/uv" "$HOME/.cargo/bin/uv"; do
        if new_enough "$candidate"; then UV=$candidate; return; fi
    done
    say "getting uv (once, into .tools/)"
    for python in python3 python /usr/bin/python3; do
        rm -rf .tools/uv
        if "$python" -m venv .tools/uv >/dev/null 2>&1 && .tools/uv/bin/pip -q --disable-pip-version-check install "uv>=$UV_VERSION"; then
            UV=.tools/uv/bin/uv
            return
        fi
    done
    if command -v curl >/dev/null && curl -LsSf https://astral.sh/uv/install.sh | UV_INSTALL_DIR=.tools/uv/bin UV_NO_MODIFY_PATH=1 sh >/dev/null; then
        UV=.tools/uv/bin/uv
        return
    fi
    stop "uv is missing and could not be fetched; install it from https://docs.astral.sh/uv/ and run this again."
}

# An interpreter on the PATH, one that only pyenv knows, or one that uv can download.
find_python() { # what uv should look for, glob of pyenv's versions
    for candidate in $("$UV" -q python find --no-project "$1" 2>/dev/null || true) "${PYENV_ROOT:-$HOME/.pyenv}"/versions/$2/bin/python3; do
        if "$candidate" -c 'import ssl, sqlite3' >/dev/null 2>&1; then printf '%s' "$candidate"; return; fi
    done
    "$UV" -q python install "$3" >&2 || return 1
    "$UV" -q python find --no-project "$3"
}

sync() { # folder, python, groups…
    folder=$1 python=$2
    shift 2
    set -- $(for group in "$@"; do printf -- '--group %s ' "$group"; done)
    if UV_PROJECT_ENVIRONMENT="$folder" "$UV" sync --frozen --no-default-groups --compile-bytecode --python "$python" "$@"; then return; fi
    say "$folder is half made; making it afresh"
    rm -rf "$folder"
    UV_PROJECT_ENVIRONMENT="$folder" "$UV" sync --frozen --no-default-groups --compile-bytecode --python "$python" "$@" \
        || stop "could not install into $folder: see the line above (no network? disk full? $(df -h . | awk 'NR==2 {print $4}') free here)."
}

find_uv
[ $# -gt 0 ] || set -- desk
desk_python=$(find_python '>=3.11' '3.1[1-9]*' 3.12) || stop "Python 3.11 or newer is missing and could not be downloaded; install it and run this again."
say "desk environment (.venv, $desk_python)"
sync .venv "$desk_python" "$@"
if [ -z "${NO_BRAIN:-}" ]; then
    brain_python=$(find_python '>=3.10,<3.11' '3.10*' 3.10) || stop "Python 3.10 (for Rasa) is missing and could not be downloaded; install it, for instance with 'pyenv install 3.10', and run this again."
    say "brain environment (.venv-brain, $brain_python)"
    sync .venv-brain "$brain_python" ${BRAIN_GROUPS:-brain}
fi
