-- `content` holds the certificate, and its key sealed under the master key that it names.
create table key_stores (
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
