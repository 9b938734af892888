# Sourced by the load benches: starts Turnpike as an operator does and loads it through the management API.
# Sets turnpike_pid and management (the base URL of the management port). Needs processes.sh and $work.

admin_token=bench-$RANDOM$RANDOM$RANDOM
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# Does not wait. The words of START are split, so that it can carry flags for the JVM.
launch_turnpike() { # gateway port, name of its data
    local management_port
    management_port=$(free_port)
    management=http://127.0.0.1:$management_port
    # shellcheck disable=SC2086
    TURNPIKE_GATEWAY_ADDRESS=127.0.0.1 TURNPIKE_GATEWAY_PORT=$1 TURNPIKE_MANAGEMENT_PORT=$management_port \
        TURNPIKE_DATA_DIR=$work/$2 TURNPIKE_ADMIN_TOKEN=$admin_token \
        ${START:-$project/turnpike start} >>"$work/turnpike.log" 2>&1 &
    turnpike_pid=$!
    started "$turnpike_pid"
}

start_turnpike() { # gateway port, name of its data
    launch_turnpike "$1" "$2"
    local deadline=$((SECONDS + 300)) # the first start may build the jar
    until [ "$(status "$management/health/ready")" = 200 ]; do
        if ! kill -0 "$turnpike_pid" 2>/dev/null || [ "$SECONDS" -ge "$deadline" ]; then
            fail "Turnpike did not start: $(tail -n 20 "$work/turnpike.log")"
        fi
        sleep 0.05
    done
}

# Posts `PATH JSON` lines to the organization, over one connection; any answer but a 2xx ends the script.
manage() {
    local path body
    while read -r path body; do
        printf 'next\nurl = "%s"\nheader = "Authorization: Bearer %s"\nheader = "Content-Type: application/json"\n' \
            "$management/x/v1/organizations/default/$path" "$admin_token"
        printf 'data = "%s"\nsilent\noutput = "/dev/null"\nwrite-out = "%%{http_code} %%{url_effective}\\n"\n' \
            "${body//\"/\\\"}"
    done | sed 1d >"$work/management.requests"
    curl --config "$work/management.requests" >"$work/management.answers" || fail "the management API did not answer"
    if grep -m 1 -v '^2' "$work/management.answers" >&2; then
        fail "the management API refused this"
    fi
}

proxy_and_developer() { # upstream
    echo "apis {\"name\":\"bench\",\"basePath\":\"/bench\",\"target\":\"$1\"}"
    echo 'environments/test/apis/bench/revisions/1/deployments'
    echo 'developers {"email":"bench@example.com","firstName":"Load","lastName":"Bench","userName":"bench"}'
}

product() { # name quota
    echo "apiproducts {\"name\":\"$1\",\"displayName\":\"$1\",\"approvalType\":\"auto\",\"environments\":[\"test\"]," \
        "\"quota\":\"$2\",\"quotaInterval\":\"1\",\"quotaTimeUnit\":\"day\"," \
        '"operationGroup":{"operationConfigs":[' \
        '{"apiSource":"bench","operations":[{"resource":"/items","methods":["GET","POST"]}]},' \
        '{"apiSource":"bench","operations":[{"resource":"/large","methods":["GET"]}]}]}}'
}

small_catalogue() { # upstream
    proxy_and_developer "$1"
    product bench-wide 1000000000
    product bench-narrow 5
}

large_catalogue() { # upstream
    local number
    proxy_and_developer "$1"
    product bench-wide 1000000000
    for number in $(seq -f '%04.0f' 1 1000); do
        product "bench-$number" 1000000000
    done
}

# Imports an app for each key of a file.
import_keys() { # file, product: a name, or a form of it that takes the number of the line
    awk -v product="$2" '{
        printf "{\"developer\":\"bench@example.com\",\"name\":\"%s\",\"credentials\":[{\"consumerKey\":\"%s\",", $1, $1
        printf "\"consumerSecret\":\"%s-secret\",\"apiProducts\":[\"%s\"]}]}\n", $1, sprintf(product, NR)
    }' "$1" >"$work/apps.ndjson"
    curl --silent --show-error --header "Authorization: Bearer $admin_token" --header 'Content-Type: application/x-ndjson' \
        --data-binary "@$work/apps.ndjson" "$management/v1/organizations/default/apps:import" >"$work/import.answer"
    grep -q '"problems":\[\]' "$work/import.answer" || fail "the import failed: $(head -c 300 "$work/import.answer")"
}
