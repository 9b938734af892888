-- Things that have a name in their owner and are read as a whole. `owner` is the environment, or for spaces the organization.
create table target_servers (
    id           ${bytes} not null primary key,
    organization ${bytes} not null references organizations (id) on delete cascade,
    owner        ${bytes} not null references environments (id) on delete cascade,
    version      bigint   not null,
    name         ${text}  not null,
    content      ${text}  not null,
    created_at   bigint   not null,
    created_by   ${text}  not null,
    modified_at  bigint   not null,
    modified_by  ${text}  not null,
    unique (owner, name)
);

create table caches (
    id           ${bytes} not null primary key,
    organization ${bytes} not null references organizations (id) on delete cascade,
    owner        ${bytes} not null references environments (id) on delete cascade,
    version      bigint   not null,
    name         ${text}  not null,
    content      ${text}  not null,
    created_at   bigint   not null,
    created_by   ${text}  not null,
    modified_at  bigint   not null,
    modified_by  ${text}  not null,
    unique (owner, name)
);

create table spaces (
    id           ${bytes} not null primary key,
    organization ${bytes} not null references organizations (id) on delete cascade,
    owner        ${bytes} not null references organizations (id) on delete cascade,
    version      bigint   not null,
    name         ${text}  not null,
    content      ${text}  not null,
    created_at   bigint   not null,
    created_by   ${text}  not null,
    modified_at  bigint   not null,
    modified_by  ${text}  not null,
    unique (owner, name)
);

alter table proxies add column space ${text};

-- `owner` is the id of the organization, environment or proxy, followed by the number of the revision where there is one; the columns
-- behind it say which, and let a map go with what it belongs to.
create table key_value_maps (
    id           ${bytes} not null primary key,
    organization ${bytes} not null references organizations (id) on delete cascade,
    owner        ${bytes} not null,
    environment  ${bytes} references environments (id) on delete cascade,
    proxy        ${bytes} references proxies (id) on delete cascade,
    revision     integer,
    version      bigint   not null,
    name         ${text}  not null,
    encrypted    boolean  not null,
    masked       boolean  not null,
    created_at   bigint   not null,
    created_by   ${text}  not null,
    modified_at  bigint   not null,
    modified_by  ${text}  not null,
    unique (owner, name),
    foreign key (proxy, revision) references proxy_revisions (proxy, number) on delete cascade
);

create table key_value_entries (
    map        ${bytes} not null references key_value_maps (id) on delete cascade,
    name       ${text}  not null,
    version    bigint   not null,
    master_key ${text}  not null,
    value      ${bytes} not null,
    primary key (map, name)
);
