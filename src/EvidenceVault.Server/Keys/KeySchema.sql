-- The wrapped keys, in a database of their own with a backup term of its own. Each statement can be repeated.
create table if not exists principal_key (
    principal text primary key,
    wrapped bytea not null,
    created_at timestamptz not null default now()
);

-- Null once the contract has ended: all other keys of the principal were wrapped with it.
alter table principal_key alter column wrapped drop not null;

create table if not exists consumer_key (
    principal text not null,
    consumer uuid not null,
    -- Null once the key is destroyed: a row that is missing was lost, and nothing may be concluded from it.
    wrapped bytea,
    primary key (principal, consumer)
);

create table if not exists exhibit_key (
    principal text not null,
    exhibit text not null,
    wrapped bytea,
    primary key (principal, exhibit)
);

-- Up to which day the list of destroyed keys, which lies with the blobs, was followed. Goes back with a backup.
create table if not exists destruction_followed (
    one smallint primary key,
    day date not null
);

-- When the tables of keys were last written anew, so that nothing of those destroyed is left in their files.
create table if not exists written_anew (
    one smallint primary key,
    at timestamptz not null
);
