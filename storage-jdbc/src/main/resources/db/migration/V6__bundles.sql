-- What revisions of proxies were imported from, and labels of proxies.

create table proxy_bundles (
    proxy    ${bytes} not null,
    revision integer  not null,
    archive  ${bytes} not null,
    facts    ${text}  not null,
    primary key (proxy, revision),
    foreign key (proxy, revision) references proxy_revisions (proxy, number) on delete cascade
);

alter table proxies add column labels ${text} not null default '{}';
