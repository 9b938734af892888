-- Sums that are too many for one transaction are added by series: those whose ids begin below `ahead_part` stand there
-- while the others follow.

alter table usage_places add column ahead_segment ${text} not null default '';
alter table usage_places add column ahead_place bigint not null default 0;
alter table usage_places add column ahead_part bigint not null default 0;
