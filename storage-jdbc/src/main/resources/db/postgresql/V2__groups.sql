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

alter table apps alter column developer drop not null;
alter table apps add column app_group ${bytes} references app_groups (id) on delete cascade;
alter table apps add unique (app_group, name);
alter table apps add check ((developer is null) <> (app_group is null));

create index apps_of_name on apps (organization, name);
