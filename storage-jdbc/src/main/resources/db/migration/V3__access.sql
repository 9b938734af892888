-- Roles that organizations make, who holds a role where, service accounts, and calls that were denied.

alter table users add column first_name ${text} default '' not null;

alter table users add column last_name ${text} default '' not null;

create table roles (
    organization ${bytes} not null references organizations (id) on delete cascade,
    label        ${text}  not null,
    permissions  ${text}  not null,
    primary key (organization, label)
);

-- A role is named by its label, since the built-in ones have no row.
create table role_members (
    organization ${bytes} not null references organizations (id) on delete cascade,
    role         ${text}  not null,
    member       ${bytes} not null references users (id) on delete cascade,
    primary key (organization, role, member)
);

create index role_members_by_user on role_members (member);

-- Without an organization an account is the installation's.
create table service_accounts (
    id               ${bytes} not null primary key,
    organization     ${bytes} references organizations (id) on delete cascade,
    name             ${text}  not null,
    description      ${text}  not null,
    role             ${text}  not null,
    reads_only       boolean  not null,
    token_digest     ${bytes} not null unique,
    token_master_key ${text}  not null,
    expires_at       bigint,
    created_at       bigint   not null,
    created_by       ${text}  not null,
    modified_at      bigint   not null,
    modified_by      ${text}  not null
);

create unique index service_accounts_of_organization on service_accounts (organization, name) where organization is not null;

create unique index service_accounts_of_installation on service_accounts (name) where organization is null;

-- A call that was denied has no place in the change log: its `revision` is a negative random number.
alter table audit add column organization ${text} default '' not null;

alter table audit add column status integer default 200 not null;

update audit set organization = coalesce(
    (select o.name from organizations o
     where substr(audit.resource || '/', 1, length('/v1/organizations/' || o.name || '/')) = '/v1/organizations/' || o.name || '/'),
    '');

create index audit_of_organization on audit (organization, at);

create index audit_by_age on audit (at);
