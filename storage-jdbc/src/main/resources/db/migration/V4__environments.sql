-- Operations that clients poll, attachments as rows of their own, and what Apigee knows of organizations, environments and groups.

alter table organizations add column details ${text} default '{}' not null;

alter table environments add column details ${text} default '{}' not null;

alter table environment_groups add column display_name ${text} default '' not null;

create table attachments (
    id                ${bytes} not null primary key,
    environment_group ${bytes} not null references environment_groups (id) on delete cascade,
    environment       ${bytes} not null references environments (id) on delete cascade,
    position          integer  not null,
    created_at        bigint   not null,
    unique (environment_group, environment)
);

create index attachments_of_environment on attachments (environment);

-- `environment_groups.environments`, a list of ids in JSON, goes on being written for the release that reads it.
insert into attachments (id, environment_group, environment, position, created_at)
select ${random_id}, g.id, e.id, listed.key, g.created_at
from environment_groups g
cross join ${listed_environments} as listed${key_and_value}
join environments e on e.id = ${from_hex}(replace(listed.value, '-', '')${as_hex});

-- By the organization's name, since they outlive it.
create table long_running_operations (
    id           ${bytes} not null primary key,
    organization ${text}  not null,
    type         ${text}  not null,
    target       ${text}  not null,
    created_at   bigint   not null,
    response     ${text}  not null
);

create index operations_of_organization on long_running_operations (organization, created_at, id);

create index operations_by_age on long_running_operations (created_at);
