# Sourced by gateway.sh: starts the upstream and everyone who is measured, and makes the keys. Needs processes.sh,
# turnpike.sh, $work and $keys; fills `pid`, `port` and `tls_port`.

make_keys() {
    seq -f 'bench-key-%06.0f' 1 "$keys" >"$work/proxied.keys"
    seq -f 'nobody-has-%06.0f' 1 1000 >"$work/refused.keys"
    seq -f 'large-key-%06.0f' 1 100000 >"$work/keys.keys"
    seq -f 'product-key-%04.0f' 1 1000 >"$work/products.keys"
    head -n 1 "$work/proxied.keys" >"$work/one.keys"
    echo bench-key-exhausted >"$work/exhausted.keys"
}

make_certificate() {
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost \
        -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
        -keyout "$work/key.pem" -out "$work/certificate.pem" 2>/dev/null
    cat "$work/certificate.pem" "$work/key.pem" >"$work/both.pem"
}

# Fills gateway/NAME.EXTENSION into a folder of its own.
prepare() { # name extension
    local folder=$work/$1
    port[$1]=$(free_port)
    tls_port[$1]=$(free_port)
    mkdir -p "$folder"
    sed -e "s|@PORT@|${port[$1]}|" -e "s|@TLS_PORT@|${tls_port[$1]}|" -e "s|@WORK@|$work|" -e "s|@HERE@|$here/gateway|" \
        -e "s|@UPSTREAM@|${port[upstream]:-}|" -e "s|@KIBIBYTE@|$(printf 'x%.0s' {1..1024})|" \
        "$here/gateway/$1.$2" >"$folder/$1.$2"
}

start_nginx() { # name
    prepare "$1" conf
    nginx -p "$work/$1" -c "$1.conf" -e error.log -g 'daemon off;' &
    pid[$1]=$!
    started "$!"
}

start_haproxy() {
    { sed 's/$/ 1000000000/' "$work/proxied.keys"; sed 's/$/ 5/' "$work/exhausted.keys"; } >"$work/limits.map"
    prepare haproxy cfg
    haproxy -db -f "$work/haproxy/haproxy.cfg" &
    pid[haproxy]=$!
    started "$!"
}

# The name says which data the instance has.
start_turnpike_as() { # name
    port[$1]=$(free_port)
    tls_port[$1]=$(free_port)
    TURNPIKE_GATEWAY_TLS_CERTIFICATE=$work/certificate.pem TURNPIKE_GATEWAY_TLS_KEY=$work/key.pem \
        TURNPIKE_GATEWAY_TLS_PORT=${tls_port[$1]} start_turnpike "${port[$1]}" "$1"
    pid[$1]=$turnpike_pid
}

is_asked_for() { # scenario …
    local scenario
    for scenario in "$@"; do
        case " ${scenarios[*]} " in
            *" $scenario "*) return 0 ;;
        esac
    done
    return 1
}

start_peers() {
    make_keys
    make_certificate
    start_nginx upstream
    unset 'pid[upstream]'
    wait_for 200 "http://127.0.0.1:${port[upstream]}/"
    start_nginx nginx
    if has_file /usr/lib/nginx/modules/ngx_http_lua_module.so libnginx-mod-http-lua &&
        has_file /usr/share/lua/5.1/resty/core.lua lua-resty-core; then
        start_nginx nginx-lua
    fi
    if has haproxy haproxy; then
        start_haproxy
    fi
    local upstream=http://127.0.0.1:${port[upstream]}
    start_turnpike_as turnpike
    small_catalogue "$upstream" | manage
    import_keys "$work/proxied.keys" bench-wide
    import_keys "$work/exhausted.keys" bench-narrow
    if is_asked_for keys products; then
        start_turnpike_as turnpike-large
        large_catalogue "$upstream" | manage
        import_keys "$work/keys.keys" bench-wide
        import_keys "$work/products.keys" 'bench-%04.0f'
    fi
}
