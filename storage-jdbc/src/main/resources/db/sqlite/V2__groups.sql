-- Groups of developers, and apps that a group owns instead of a developer.

create table app_groups (
    id           ${bytes} not null primary key,
    organization ${bytes} not null references organizations (id) on delete cascade,
    version      bigint   not null,
    name         ${text}  not null,
    folded_name  ${text}  not null,
    active       boolean  not null,
    channel_id   ${text}  not null,
    channel_uri  ${text}  not null,
    details      ${text}  not null,
    members      ${text}  not null,
    created_at   bigint   not null,
    created_by   ${text}  not null,
    modified_at  bigint   not null,
    modified_by  ${text}  not null,
    unique (organization, name),
    unique (organization, folded_name)
) ${clustered};

-- Finds the groups that a person belongs to; `app_groups.members` holds the rest.
create table memberships (
    organization ${bytes} not null references organizations (id) on delete cascade,
    folded_email ${text}  not null,
    app_group    ${bytes} not null references app_groups (id) on delete cascade,
    primary key (organization, folded_email, app_group)
) ${clustered};

create index memberships_of_group on memberships (app_group);

-- SQLite cannot make a column nullable, so the table is made anew. Foreign keys are off while this runs.
create table apps_with_owner (
    id           ${bytes} not null primary key,
    organization ${bytes} not null references organizations (id),
    developer    ${bytes} references developers (id) on delete cascade,
    app_group    ${bytes} references app_groups (id) on delete cascade,
    version      bigint   not null,
    name         ${text}  not null,
    status       ${text}  not null,
    details      ${text}  not null,
    created_at   bigint   not null,
    created_by   ${text}  not null,
    modified_at  bigint   not null,
    modified_by  ${text}  not null,
    unique (developer, name),
    unique (app_group, name),
    check ((developer is null) <> (app_group is null))
) ${clustered};

insert into apps_with_owner
    (id, organization, developer, version, name, status, details, created_at, created_by, modified_at, modified_by)
select id, organization, developer, version, name, status, details, created_at, created_by, modified_at, modified_by
from apps
order by id;

drop table apps;

alter table apps_with_owner rename to apps;

create index apps_of_organization on apps (organization, id);

create index apps_of_name on apps (organization, name);

-- Undoes all of this if a row refers to nothing.
create temporary table dangling (
    violations integer not null check (violations = 0)
);

insert into dangling select count(*) from pragma_foreign_key_check;

drop table dangling;
