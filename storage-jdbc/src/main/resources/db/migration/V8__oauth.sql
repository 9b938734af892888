-- Tokens and what leads to them. Digests are keyed hashes: no token, code or refresh token lies here.
create table issuers (
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

create table signing_keys (
    id           ${text}  not null primary key,
    organization ${bytes} not null references organizations (id) on delete cascade,
    environment  ${bytes} not null references environments (id) on delete cascade,
    algorithm    ${text}  not null,
    public_key   ${text}  not null,
    master_key   ${text}  not null,
    sealed       ${bytes} not null,
    created_at   bigint   not null
);

create index signing_keys_of_environment on signing_keys (environment);

-- `client` is the digest of the consumer key. A token of a deleted key stays until it expires, and opens nothing.
create table access_tokens (
    digest       ${bytes} not null primary key,
    master_key   ${text}  not null,
    organization ${bytes} not null references organizations (id) on delete cascade,
    environment  ${bytes} not null references environments (id) on delete cascade,
    client       ${bytes} not null,
    credential   ${bytes} not null,
    family       ${bytes},
    scopes       ${text}  not null,
    issued_at    bigint   not null,
    expires_at   bigint   not null,
    status       ${text}  not null
) ${clustered};

create index access_tokens_of_family on access_tokens (family);
create index access_tokens_of_environment on access_tokens (environment);
create index access_tokens_by_end on access_tokens (expires_at);

create table authorizations (
    id           ${bytes} not null primary key,
    organization ${bytes} not null references organizations (id) on delete cascade,
    environment  ${bytes} not null references environments (id) on delete cascade,
    client       ${bytes} not null,
    credential   ${bytes} not null,
    handle       ${bytes} not null unique,
    secret       ${bytes},
    master_key   ${text}  not null,
    state        ${text}  not null,
    terms        ${text}  not null,
    expires_at   bigint   not null
);

create index authorizations_of_environment on authorizations (environment);
create index authorizations_by_end on authorizations (expires_at);
