CREATE TABLE setting (
    name  VARCHAR(200) PRIMARY KEY,
    content VARCHAR NOT NULL
);

CREATE TABLE connection (
    id         VARCHAR(64) PRIMARY KEY,
    name       VARCHAR(200) NOT NULL,
    url        VARCHAR(2000) NOT NULL,
    color      VARCHAR(16) NOT NULL,
    production BOOLEAN NOT NULL,
    read_only  BOOLEAN NOT NULL,
    last_used  TIMESTAMP(3) WITH TIME ZONE
);

CREATE TABLE history (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at         TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    connection VARCHAR(200) NOT NULL,
    language   VARCHAR(8) NOT NULL,
    text       VARCHAR NOT NULL,
    elapsed_ms DOUBLE PRECISION NOT NULL,
    result_rows BIGINT NOT NULL,
    error      VARCHAR
);

CREATE INDEX history_by_time ON history (at DESC);

CREATE TABLE draft (
    id            VARCHAR(64) PRIMARY KEY,
    connection_id VARCHAR(64) NOT NULL,
    position      INT NOT NULL,
    title         VARCHAR(200) NOT NULL,
    language      VARCHAR(8) NOT NULL,
    text          VARCHAR NOT NULL,
    caret         INT NOT NULL
);

CREATE INDEX draft_by_connection ON draft (connection_id, position);

CREATE TABLE saved_query (
    id       VARCHAR(64) PRIMARY KEY,
    name     VARCHAR(200) NOT NULL,
    language VARCHAR(8) NOT NULL,
    text     VARCHAR NOT NULL
);
