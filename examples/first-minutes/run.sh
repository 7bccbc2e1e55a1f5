#!/usr/bin/env bash
# What a stranger would type in a clean clone, with an empty local repository: the README's two commands, the tutorial, and the
# adoption of a plain Deployment under traffic by the command line. Its last line is "failed requests: 0".
#
# run.sh [readme] [tutorial] [adoption]    these steps; all of them if none is named
#
# FIRST_MINUTES_REPOSITORY   the local repository; else an empty one, removed at the end
# FIRST_MINUTES_INSTALLED    yes: bluegreen is in that repository, and its command line is built
# FIRST_MINUTES_TESTS        no: the README's second command, which runs all tests, is left out
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
repository=${FIRST_MINUTES_REPOSITORY:-$work/repository}
cluster=

end() {
    [ -z "$cluster" ] || kill "$cluster" 2>/dev/null || true
    rm -rf "$work"
}
trap end EXIT

main() {
    local step
    export MAVEN_OPTS="${MAVEN_OPTS:-} -Dmaven.repo.local=$repository"
    [ $# -gt 0 ] || set -- readme tutorial adoption
    for step in "$@"; do
        "$step"
    done
    [ -z "$cluster" ] || end_cluster
}

# The commands of the README that stand alone in a block.
readme() {
    local command commands
    cd "$root"
    mapfile -t commands < <(awk '/^```$/ { getline line; getline close_; if (close_ == "```") print line }' README.md)
    [ "${#commands[@]}" = 2 ] || { echo "the README has ${#commands[@]} commands, not 2"; return 1; }
    run "${commands[0]}" | tee "$work/readme"
    [ "$(tail -n 1 "$work/readme")" = "failed requests: 0" ]
    [ "${FIRST_MINUTES_TESTS:-yes}" = no ] || run "${commands[1]}"
}

run() {
    printf '\n$ %s\n' "$1"
    bash -c "$1" < /dev/null
}

# The files that the tutorial has written, and the commands in its blocks of "sh", in their order.
tutorial() {
    mkdir "$work/tutorial"
    ln -s "$root" "$work/tutorial/bluegreen"
    awk '
        /^Write/ { written = 1 }
        written && match($0, /`[^`]*\.java`/) { file = substr($0, RSTART + 1, RLENGTH - 2); written = 0 }
        /^```/ && block != "" { if (block == "java") print "END_OF_FILE"; block = ""; next }
        /^```sh$/ { block = "sh"; next }
        /^```java$/ {
            block = "java"
            print "mkdir -p $(dirname " file ") && cat > " file " <<'"'END_OF_FILE'"'"
            next
        }
        /^```/ { block = "other"; next }
        block == "java" { print }
        block == "sh" { if ($0 !~ / install\)$/ || !installed) print }
    ' installed="$(installed)" "$root/docs/tutorial.md" > "$work/tutorial.sh"
    grep -q RefusedSwitchTest "$work/tutorial.sh"
    with_cluster
    cd "$work/tutorial"
    PATH="$root/examples/first-minutes:$PATH" bash -euxo pipefail "$work/tutorial.sh"
}

# A plain Deployment becomes the release "shop" while its Service is under traffic.
adoption() {
    export BLUEGREEN_JAR
    BLUEGREEN_JAR=$(jar_of_cli) || { echo "there is no command line in $repository; run the step 'tutorial' first"; return 1; }
    with_cluster
    PATH="$root/bluegreen-cli/bin:$PATH" bash -euxo pipefail -c '
        bluegreen adopt shop --release shop --service shop
        bluegreen status --release shop --service shop
    '
}

jar_of_cli() {
    find "$repository/dev/bluegreen/bluegreen-cli" -name 'bluegreen-cli-*.jar' -not -name '*-sources.jar' -not -name '*-javadoc.jar' |
        head -n 1 | grep .
}

installed() {
    [ "${FIRST_MINUTES_INSTALLED:-no}" = no ] || echo yes
}

# A fake cluster in a process of its own, which others find by KUBECONFIG; its app "shop" is under traffic until it is ended.
with_cluster() {
    [ -z "$cluster" ] || return 0
    export KUBECONFIG=$work/kubeconfig
    mkfifo "$work/input"
    (cd "$root" && exec mvn -q -Pquick -pl examples -am compile exec:java -Dexample=cluster -Dexec.args="$KUBECONFIG") \
        < "$work/input" > "$work/cluster" 2>&1 &
    cluster=$!
    exec 9> "$work/input"
    until [ -e "$KUBECONFIG" ]; do
        kill -0 "$cluster" 2>/dev/null || { cat "$work/cluster"; return 1; }
        sleep 0.2
    done
    cat "$work/cluster"
}

# The last lines tell what clients of the app "shop" saw.
end_cluster() {
    local code=0
    exec 9>&-
    wait "$cluster" || code=$?
    cluster=
    tail -n 2 "$work/cluster"
    return "$code"
}

main "$@"
