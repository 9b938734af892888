-- Names of products stand beside their ids where what is paid for outlives the product.

create table rate_plans (
    id           ${bytes} not null primary key,
    organization ${bytes} not null references organizations (id) on delete cascade,
    product      ${bytes} not null references products (id) on delete cascade,
    product_name ${text}  not null,
    version      bigint   not null,
    state        ${text}  not null,
    terms        ${text}  not null,
    created_at   bigint   not null,
    created_by   ${text}  not null,
    modified_at  bigint   not null,
    modified_by  ${text}  not null
);

create index rate_plans_of_product on rate_plans (product, id);

create index rate_plans_of_organization on rate_plans (organization, id);

-- Where products are sold, their names are told apart without regard to case.
create index products_by_folded_name on products (organization, lower(name));

-- Owners are developers or groups. What they bought and paid stays when they go, so nothing here refers to them.
create table subscriptions (
    id           ${bytes} not null primary key,
    organization ${bytes} not null references organizations (id) on delete cascade,
    owner        ${bytes} not null,
    owner_kind   ${text}  not null,
    product      ${bytes} not null,
    product_name ${text}  not null,
    starts_at    bigint   not null,
    ends_at      bigint   not null,
    created_at   bigint   not null,
    created_by   ${text}  not null,
    modified_at  bigint   not null,
    modified_by  ${text}  not null
);

create index subscriptions_of_owner on subscriptions (owner, id);

create index subscriptions_of_product on subscriptions (product, ends_at);

create table billing_types (
    owner        ${bytes} not null primary key,
    owner_kind   ${text}  not null,
    organization ${bytes} not null references organizations (id) on delete cascade,
    billing_type ${text}  not null
);

-- The ledger. Each row holds the wallet as it leaves it: the newest row of a currency is the wallet. Rows of one currency are numbered
-- from 1; whoever counts from a wallet that has changed meanwhile meets a number that is taken.
create table balance_changes (
    owner         ${bytes} not null,
    currency      ${text}  not null,
    number        bigint   not null,
    organization  ${bytes} not null references organizations (id) on delete cascade,
    owner_kind    ${text}  not null,
    type          ${text}  not null,
    reference     ${text}  not null,
    units         bigint   not null,
    nanos         integer  not null,
    balance_units bigint   not null,
    balance_nanos integer  not null,
    ceiling_units bigint   not null,
    ceiling_nanos integer  not null,
    credited_at   bigint   not null,
    at            bigint   not null,
    caller        ${text}  not null,
    primary key (owner, currency, number),
    unique (owner, reference)
);
