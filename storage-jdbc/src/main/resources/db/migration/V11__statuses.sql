-- Keys and apps that are not in the usual state are few, and are asked for. Where all are approved these hold nothing.

create index credentials_not_approved on credentials (organization, app) where status <> 'APPROVED';

create index apps_not_approved on apps (organization, id) where status <> 'APPROVED';
