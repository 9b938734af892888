-- One set of migrations runs on both databases; placeholders stand for what differs.
--
-- Migrations expand first: a release only adds what the release before it can ignore, and drops nothing that that one still reads.
-- What is no longer used goes one release later. So nodes of two neighbouring releases may share a database while they are upgraded.
--
-- Ids are 16 bytes, instants are milliseconds since the epoch, enumerations are the names of their values, and what is only ever read
-- as a whole is one JSON document. Text compares by bytes.

-- The one row that all commits pass through: whoever raises `revision` holds its lock until the commit.
create table installation (
    one      integer not null primary key check (one = 1),
    epoch    bigint  not null,
    revision bigint  not null
);

insert into installation (one, epoch, revision) values (1, ${epoch}, 0);

create table change_log (
    revision     bigint  not null primary key,
    format       integer not null,
    kind         ${text} not null,
    organization ${bytes},
    payload      ${text} not null,
    at           bigint  not null
);

create table audit (
    revision  bigint  not null primary key,
    at        bigint  not null,
    caller    ${text} not null,
    operation ${text} not null,
    resource  ${text} not null
);

create table users (
    id            ${bytes} not null primary key,
    name          ${text}  not null unique,
    password_hash ${text}  not null,
    role          ${text}  not null
);

create table nodes (
    name            ${text} not null primary key,
    started         bigint  not null,
    revision        bigint  not null,
    seen_at         bigint  not null,
    version         ${text} not null,
    shares_counters boolean not null
);

create table organizations (
    id           ${bytes} not null primary key,
    version      bigint   not null,
    name         ${text}  not null unique,
    display_name ${text}  not null,
    properties   ${text}  not null,
    created_at   bigint   not null,
    created_by   ${text}  not null,
    modified_at  bigint   not null,
    modified_by  ${text}  not null
);

create table environments (
    id           ${bytes} not null primary key,
    organization ${bytes} not null references organizations (id),
    version      bigint   not null,
    name         ${text}  not null,
    display_name ${text}  not null,
    description  ${text}  not null,
    properties   ${text}  not null,
    created_at   bigint   not null,
    created_by   ${text}  not null,
    modified_at  bigint   not null,
    modified_by  ${text}  not null,
    unique (organization, name)
);

create table environment_groups (
    id           ${bytes} not null primary key,
    organization ${bytes} not null references organizations (id),
    version      bigint   not null,
    name         ${text}  not null,
    environments ${text}  not null,
    created_at   bigint   not null,
    created_by   ${text}  not null,
    modified_at  bigint   not null,
    modified_by  ${text}  not null,
    unique (organization, name)
);

create table hostnames (
    hostname          ${text}  not null primary key,
    environment_group ${bytes} not null references environment_groups (id) on delete cascade,
    position          integer  not null
);

create table proxies (
    id              ${bytes} not null primary key,
    organization    ${bytes} not null references organizations (id),
    version         bigint   not null,
    name            ${text}  not null,
    latest_revision integer  not null,
    created_at      bigint   not null,
    created_by      ${text}  not null,
    modified_at     bigint   not null,
    modified_by     ${text}  not null,
    unique (organization, name)
);

create table proxy_revisions (
    proxy       ${bytes} not null references proxies (id) on delete cascade,
    number      integer  not null,
    settings    ${text}  not null,
    created_at  bigint   not null,
    created_by  ${text}  not null,
    modified_at bigint   not null,
    modified_by ${text}  not null,
    primary key (proxy, number)
);

create table deployments (
    organization ${bytes} not null references organizations (id),
    environment  ${bytes} not null references environments (id),
    proxy        ${bytes} not null,
    revision     integer  not null,
    since        bigint   not null,
    deployed_at  bigint   not null,
    primary key (environment, proxy),
    foreign key (proxy, revision) references proxy_revisions (proxy, number)
);

create index deployments_of_proxy on deployments (proxy, revision);

create table products (
    id           ${bytes} not null primary key,
    organization ${bytes} not null references organizations (id),
    version      bigint   not null,
    name         ${text}  not null,
    terms        ${text}  not null,
    created_at   bigint   not null,
    created_by   ${text}  not null,
    modified_at  bigint   not null,
    modified_by  ${text}  not null,
    unique (organization, name)
);

create table developers (
    id           ${bytes} not null primary key,
    organization ${bytes} not null references organizations (id),
    version      bigint   not null,
    folded_email ${text}  not null,
    active       boolean  not null,
    profile      ${text}  not null,
    created_at   bigint   not null,
    created_by   ${text}  not null,
    modified_at  bigint   not null,
    modified_by  ${text}  not null,
    unique (organization, folded_email)
) ${clustered};

create table apps (
    id           ${bytes} not null primary key,
    organization ${bytes} not null references organizations (id),
    developer    ${bytes} not null references developers (id) on delete cascade,
    version      bigint   not null,
    name         ${text}  not null,
    status       ${text}  not null,
    details      ${text}  not null,
    created_at   bigint   not null,
    created_by   ${text}  not null,
    modified_at  bigint   not null,
    modified_by  ${text}  not null,
    unique (developer, name)
) ${clustered};

create index apps_of_organization on apps (organization, id);

-- Keys lie beside their apps and grants beside their keys, so that all of them are read in one pass; `number` counts the keys of an app.
create table credentials (
    app               ${bytes} not null references apps (id) on delete cascade,
    number            integer  not null,
    id                ${bytes} not null,
    organization      ${bytes} not null references organizations (id),
    digest            ${bytes} not null,
    digest_master_key ${text}  not null,
    sealed_key        ${bytes} not null,
    key_master_key    ${text}  not null,
    sealed_secret     ${bytes} not null,
    secret_master_key ${text}  not null,
    status            ${text}  not null,
    issued_at         bigint   not null,
    expires_at        bigint   not null,
    scopes            ${text}  not null,
    attributes        ${text}  not null,
    primary key (app, number),
    unique (organization, digest)
) ${clustered};

create table grants (
    app        ${bytes} not null,
    credential integer  not null,
    position   integer  not null,
    product    ${bytes} not null references products (id) on delete cascade,
    status     ${text}  not null,
    primary key (app, credential, position),
    foreign key (app, credential) references credentials (app, number) on delete cascade
) ${clustered};

create index grants_of_product on grants (product);
