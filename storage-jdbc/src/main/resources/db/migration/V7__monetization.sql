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
