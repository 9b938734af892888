-- Sums of calls. They outlive what they name, so nothing here refers to it; names stand as they were when the calls came.

-- What the calls of one series have in common: a value for each dimension, empty where there is none.
create table usage_series (
    id             ${bytes} not null primary key,
    environment_id ${bytes} not null,
    environment    ${text} not null,
    proxy          ${text} not null,
    product        ${text} not null,
    operation      ${text} not null,
    app_id         ${text} not null,
    app            ${text} not null,
    developer      ${text} not null,
    app_group      ${text} not null,
    verb           ${text} not null,
    status         ${text} not null,
    target_status  ${text} not null,
    target_host    ${text} not null,
    reason         ${text} not null,
    fault          ${text} not null,
    any_error      boolean not null,
    policy_error   boolean not null,
    target_error   boolean not null,
    last_at        bigint not null
);

-- Times are seconds since the epoch, measures microseconds and bytes, sketches histograms of times.
create table usage_minutes (
    environment_id         ${bytes} not null,
    start                  bigint not null,
    series                 ${bytes} not null,
    node                   ${text} not null,
    calls                  bigint not null,
    ended                  bigint not null,
    answered               bigint not null,
    total_time_sum         bigint not null,
    total_time_least       bigint not null,
    total_time_most        bigint not null,
    request_size_sum       bigint not null,
    request_size_least     bigint not null,
    request_size_most      bigint not null,
    response_size_sum      bigint not null,
    response_size_least    bigint not null,
    response_size_most     bigint not null,
    target_time_sum        bigint not null,
    target_time_least      bigint not null,
    target_time_most       bigint not null,
    request_latency_sum    bigint not null,
    request_latency_least  bigint not null,
    request_latency_most   bigint not null,
    response_latency_sum   bigint not null,
    response_latency_least bigint not null,
    response_latency_most  bigint not null,
    total_times            ${bytes} not null,
    target_times           ${bytes} not null,
    primary key (environment_id, start, series, node)
) ${clustered};

create index usage_minutes_by_start on usage_minutes (start);

create table usage_hours (
    environment_id         ${bytes} not null,
    start                  bigint not null,
    series                 ${bytes} not null,
    node                   ${text} not null,
    calls                  bigint not null,
    ended                  bigint not null,
    answered               bigint not null,
    total_time_sum         bigint not null,
    total_time_least       bigint not null,
    total_time_most        bigint not null,
    request_size_sum       bigint not null,
    request_size_least     bigint not null,
    request_size_most      bigint not null,
    response_size_sum      bigint not null,
    response_size_least    bigint not null,
    response_size_most     bigint not null,
    target_time_sum        bigint not null,
    target_time_least      bigint not null,
    target_time_most       bigint not null,
    request_latency_sum    bigint not null,
    request_latency_least  bigint not null,
    request_latency_most   bigint not null,
    response_latency_sum   bigint not null,
    response_latency_least bigint not null,
    response_latency_most  bigint not null,
    total_times            ${bytes} not null,
    target_times           ${bytes} not null,
    primary key (environment_id, start, series, node)
) ${clustered};

create index usage_hours_by_start on usage_hours (start);

-- Up to where each node's usage log is in the sums; moved together with them.
create table usage_places (
    node    ${text} not null primary key,
    segment ${text} not null,
    place   bigint not null,
    oldest  ${text} not null
);
