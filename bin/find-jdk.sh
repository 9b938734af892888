# Sourced by ./build and ./turnpike: sets JAVA_HOME to a JDK of version 25 or newer, or stops with advice.
# Reads the `release` file of each candidate; no JVM is started.

is_jdk_25() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    jdk_version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
    [ "${jdk_version:-0}" -ge 25 ]
}

jdk_of_path() {
    jdk_javac=$(command -v javac) || return 0
    jdk_javac=$(readlink -f "$jdk_javac" 2>/dev/null) || return 0
    dirname "$(dirname "$jdk_javac")"
}

find_jdk_25() {
    for jdk in "${JAVA_HOME:-}" "$(jdk_of_path)" \
        /usr/lib/jvm/* /opt/* /opt/*/* /usr/local/lib/jvm/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.jdks/*/Contents/Home; do
        if [ -n "$jdk" ] && is_jdk_25 "$jdk"; then
            JAVA_HOME=$jdk
            export JAVA_HOME
            return 0
        fi
    done
    echo "Turnpike needs a JDK of version 25 or newer and found none in JAVA_HOME, PATH or the usual folders." >&2
    echo "Install one (Debian and Ubuntu: apt-get install openjdk-25-jdk-headless; macOS: brew install openjdk@25;" >&2
    echo "everywhere: https://adoptium.net), or set JAVA_HOME to where it is." >&2
    return 1
}

find_jdk_25 || exit 1
