/*
 * LQL. Almost every choice is decided by one token of lookahead, so that an error shows where it is and what else could
 * have stood there. A parenthesis that a query begins behind is a token of its own, which QueryParentheses finds before parsing:
 * so one token decides between a subquery and an expression, however many parentheses stand before it.
 */
grammar Lql;

options {
    caseInsensitive = true;
    superClass = GuardedParser;
}

tokens { QUERY_PAREN, TRIM_SIDE }

singleStatement: statement SEMICOLON* EOF;

script: SEMICOLON* (statement (SEMICOLON+ statement)* SEMICOLON*)? EOF;

singleExpression: expression EOF;

statement
    : query
    | insertStatement
    | updateStatement
    | deleteStatement
    | createStatement
    | dropStatement
    | alterStatement
    | showStatement
    | describeStatement
    | explainStatement
    ;

// Reading

query: (WITH commonTable (COMMA commonTable)*)? queryBody;

commonTable: identifier columnNames? AS QUERY_PAREN query RIGHT_PAREN;

columnNames: LEFT_PAREN identifier (COMMA identifier)* RIGHT_PAREN;

// INTERSECT binds tighter than UNION and EXCEPT; the order and the limit are the whole's.
queryBody: queryTerm (setOperator queryTerm)* orderClause? limitClause? offsetClause?;

setOperator: (UNION | EXCEPT) (ALL | DISTINCT)?;

queryTerm: queryPrimary (intersection queryPrimary)*;

intersection: INTERSECT (ALL | DISTINCT)?;

queryPrimary
    : selectCore
    | QUERY_PAREN query RIGHT_PAREN
    ;

selectCore
    : SELECT (DISTINCT | ALL)? selectItem (COMMA selectItem)*
      fromClause?
      whereClause?
      (GROUP BY expression (COMMA expression)*)?
      (HAVING having=expression)?
    ;

selectItem
    : STAR (EXCEPT LEFT_PAREN path (COMMA path)* RIGHT_PAREN)?
    | KEEP path
    | identifier DOT STAR
    | expression (AS identifier | aliasName)?
    ;

fromClause: FROM source (COMMA source)*;

source: sourcePrimary joinClause*;

joinClause
    : CROSS JOIN sourcePrimary
    | (INNER | (LEFT | RIGHT | FULL) OUTER?)? JOIN sourcePrimary ON expression
    ;

sourcePrimary
    : identifier (AS alias=identifier | implicitAlias=aliasName)?
    | UNNEST LEFT_PAREN expression RIGHT_PAREN (AS alias=identifier | implicitAlias=aliasName)
    | QUERY_PAREN query RIGHT_PAREN (AS alias=identifier | implicitAlias=aliasName) columnNames?
    | LEFT_PAREN source RIGHT_PAREN
    ;

whereClause: WHERE expression;

orderClause: ORDER BY sortKey (COMMA sortKey)*;

sortKey: expression (ASC | DESC)? (NULLS (FIRST | LAST))?;

limitClause: LIMIT rowCount;

offsetClause: OFFSET rowCount;

rowCount: INTEGER | parameter;

// Writing

insertStatement
    : (INSERT | UPSERT) INTO identifier
      ( columnNames (VALUES row (COMMA row)* | query)
      | VALUE expression (COMMA expression)*
      | query
      )
      returningClause?
    ;

returningClause: RETURNING selectItem (COMMA selectItem)*;

// A query's value may be all of a row: VALUES ((SELECT …)).
row: LEFT_PAREN expression (COMMA expression)* RIGHT_PAREN | QUERY_PAREN query RIGHT_PAREN;

updateStatement: UPDATE identifier updateClause+ whereClause? orderClause? limitClause? returningClause?;

updateClause
    : SET assignment (COMMA assignment)*
    | UNSET path (COMMA path)*
    ;

assignment: path (EQUAL | PLUS_EQUAL) expression;

deleteStatement: DELETE FROM identifier whereClause? orderClause? limitClause? returningClause?;

// Defining

createStatement: CREATE (createCollection | createIndex);

createCollection
    : (COLLECTION | TABLE) (IF NOT EXISTS)? identifier
      schemaRules?
    ;

schemaRules: LEFT_PAREN fieldRule (COMMA fieldRule)* RIGHT_PAREN (STRICT | FLEXIBLE)?;

fieldRule: identifier typeName fieldConstraint*;

fieldConstraint
    : NOT NULL
    | DEFAULT expression
    | CHECK LEFT_PAREN expression RIGHT_PAREN
    ;

createIndex
    : UNIQUE? INDEX name=identifier ON collection=identifier
      LEFT_PAREN indexField (COMMA indexField)* RIGHT_PAREN
      (USING (BTREE | HASH | FULLTEXT | VECTOR))?
      (WITH LEFT_PAREN indexOption (COMMA indexOption)* RIGHT_PAREN)?
      UNIQUE?
    ;

indexField: path (ASC | DESC)?;

indexOption: identifier EQUAL expression;

dropStatement: DROP (dropCollection | dropIndex);

dropCollection: (COLLECTION | TABLE) (IF EXISTS)? identifier;

dropIndex: INDEX name=identifier ON collection=identifier;

alterStatement
    : ALTER (COLLECTION | TABLE) identifier
      ( SET (TIERING objectLiteral | SCHEMA schemaRules)
      | DROP SCHEMA
      )
    ;

showStatement: SHOW (COLLECTIONS | INDEXES ON identifier);

describeStatement: DESCRIBE identifier;

explainStatement: EXPLAIN ANALYZE? statement;

// Expressions, loosest first

expression: conjunction (OR conjunction)*;

conjunction: negation (AND negation)*;

negation: NOT* predicate;

predicate: sum predicateTail?;

predicateTail
    : comparisonOperator (quantifier QUERY_PAREN query RIGHT_PAREN | sum)
    | IS NOT? (NULL | MISSING)
    | NOT? positiveTail
    ;

quantifier: ANY | SOME | ALL;

positiveTail
    : IN LEFT_PAREN expression (COMMA expression)* RIGHT_PAREN
    | IN QUERY_PAREN query RIGHT_PAREN
    | BETWEEN low=sum AND high=sum
    | textOperator sum
    ;

comparisonOperator: EQUAL | NOT_EQUAL | LESS | LESS_OR_EQUAL | GREATER | GREATER_OR_EQUAL;

textOperator: LIKE | ILIKE | CONTAINS | STARTS WITH | ENDS WITH | MATCHES;

sum: product (sumOperator product)*;

sumOperator: PLUS | MINUS | CONCATENATE;

product: signed (productOperator signed)*;

productOperator: STAR | SLASH | PERCENT;

signed: (PLUS | MINUS)* primary;

primary
    : number
    | STRING
    | TRUE
    | FALSE
    | NULL
    | typedLiteral
    | parameter
    | objectLiteral
    | arrayLiteral
    | caseExpression
    | CAST LEFT_PAREN expression AS typeName RIGHT_PAREN
    | tryCast
    | extraction
    | position
    | substring
    | trim
    | statementTime
    | interval
    | EXISTS QUERY_PAREN query RIGHT_PAREN
    | aggregate overClause?
    | call overClause?
    | path
    | QUERY_PAREN query RIGHT_PAREN
    | LEFT_PAREN expression RIGHT_PAREN
    ;

number: INTEGER | FLOATING;

typedLiteral: (TIMESTAMP | DECIMAL | DOUBLE | BINARY | VECTOR) STRING;

interval: INTERVAL STRING identifier;

parameter: QUESTION INTEGER? | COLON anyWord;

objectLiteral: LEFT_BRACE (objectField (COMMA objectField)*)? RIGHT_BRACE;

objectField: (anyWord | STRING) COLON expression;

arrayLiteral: LEFT_BRACKET (expression (COMMA expression)*)? RIGHT_BRACKET;

caseExpression: CASE operand=expression? whenBranch+ (ELSE otherwise=expression)? END;

whenBranch: WHEN condition=expression THEN result=expression;

tryCast: TRY_CAST LEFT_PAREN expression (AS typeName | COMMA expression) RIGHT_PAREN;

statementTime: (CURRENT_DATE | CURRENT_TIMESTAMP) (LEFT_PAREN RIGHT_PAREN)?;

// SQL's functions whose arguments have words between them; with commas they are calls like others.

position: POSITION LEFT_PAREN part=sum (IN whole=sum | COMMA expression) RIGHT_PAREN;

substring: SUBSTRING LEFT_PAREN expression (COMMA expression)* substringFrom? RIGHT_PAREN;

substringFrom: FROM start=expression (FOR length=expression)? | FOR length=expression;

// BOTH, LEADING and TRAILING are names everywhere else.
trim
    : TRIM LEFT_PAREN
      ( side=TRIM_SIDE characters=expression? FROM whole=expression
      | FROM whole=expression
      | first=expression (FROM whole=expression | (COMMA expression)*)
      )
      RIGHT_PAREN
    ;

extraction: EXTRACT LEFT_PAREN identifier FROM expression RIGHT_PAREN;

aggregate
    : aggregateName LEFT_PAREN (STAR | DISTINCT? operand=expression (COMMA argument=expression)? orderClause?) RIGHT_PAREN
      (FILTER LEFT_PAREN WHERE filter=expression RIGHT_PAREN)?
    ;

aggregateName
    : COUNT | SUM | AVG | MIN | MAX | STDDEV | VARIANCE | FIRST | LAST | ARRAY_AGG | STRING_AGG | MEDIAN | PERCENTILE
    ;

overClause: OVER LEFT_PAREN (PARTITION BY expression (COMMA expression)*)? orderClause? frameClause? RIGHT_PAREN;

frameClause: (ROWS | RANGE) (BETWEEN start=frameBound AND end=frameBound | start=frameBound);

frameBound
    : UNBOUNDED (PRECEDING | FOLLOWING)
    | CURRENT ROW
    | sum (PRECEDING | FOLLOWING)
    ;

call: functionName LEFT_PAREN (expression (COMMA expression)*)? RIGHT_PAREN;

functionName: IDENTIFIER | QUOTED_IDENTIFIER | unreservedWord | LEFT | RIGHT;

path: identifier pathStep*;

pathStep
    : DOT anyWord
    | LEFT_BRACKET MINUS? INTEGER RIGHT_BRACKET
    ;

typeName: identifier;

aliasName: IDENTIFIER | QUOTED_IDENTIFIER;

identifier: IDENTIFIER | QUOTED_IDENTIFIER | unreservedWord | specialFunction;

// Names too, but for functions with a grammar of their own.
specialFunction: POSITION | SUBSTRING | TRIM | TRY_CAST;

anyWord: identifier | reservedWord;

// Words that may also be names. What stands here and not in reservedWord needs no quotes.

unreservedWord
    : ANALYZE | ANY | ARRAY_AGG | ASC | AVG | BINARY | BTREE | CHECK | COLLECTION | COLLECTIONS | CONTAINS | COUNT
    | CURRENT | DECIMAL | DEFAULT | DESC | DESCRIBE | DOUBLE | ENDS | EXPLAIN | EXTRACT | FILTER | FIRST | FLEXIBLE
    | FOLLOWING | FOR | FULLTEXT | HASH | IF | INDEX | INDEXES | INTERVAL | KEEP | LAST | MATCHES | MAX | MEDIAN | MIN
    | MISSING | NULLS | OUTER | OVER | PARTITION | PERCENTILE | PRECEDING | RANGE | RETURNING | ROW | ROWS | SCHEMA
    | SHOW | SOME | STARTS | STDDEV | STRICT | STRING_AGG | SUM | TABLE | TIERING | TIMESTAMP | UNBOUNDED | UNNEST
    | VALUE | VARIANCE | VECTOR
    ;

reservedWord
    : ALL | ALTER | AND | AS | BETWEEN | BY | CASE | CAST | CREATE | CROSS | CURRENT_DATE | CURRENT_TIMESTAMP
    | DELETE | DISTINCT | DROP | ELSE | END | EXCEPT
    | EXISTS | FALSE | FROM | FULL | GROUP | HAVING | ILIKE | IN | INNER | INSERT | INTERSECT | INTO | IS | JOIN | LEFT
    | LIKE | LIMIT | NOT | NULL | OFFSET | ON | OR | ORDER | RIGHT | SELECT | SET | THEN | TRUE | UNION | UNIQUE | UNSET
    | UPDATE | UPSERT | USING | VALUES | WHEN | WHERE | WITH
    ;

ALL: 'all';
ALTER: 'alter';
ANALYZE: 'analyze';
AND: 'and';
ANY: 'any';
ARRAY_AGG: 'array_agg';
AS: 'as';
ASC: 'asc';
AVG: 'avg';
BETWEEN: 'between';
BINARY: 'binary';
BTREE: 'btree';
BY: 'by';
CASE: 'case';
CAST: 'cast';
CHECK: 'check';
COLLECTION: 'collection';
COLLECTIONS: 'collections';
CONTAINS: 'contains';
COUNT: 'count';
CREATE: 'create';
CROSS: 'cross';
CURRENT: 'current';
CURRENT_DATE: 'current_date';
CURRENT_TIMESTAMP: 'current_timestamp';
DECIMAL: 'decimal';
DEFAULT: 'default';
DELETE: 'delete';
DESC: 'desc';
DESCRIBE: 'describe';
DISTINCT: 'distinct';
DOUBLE: 'double';
DROP: 'drop';
ELSE: 'else';
END: 'end';
ENDS: 'ends';
EXCEPT: 'except';
EXISTS: 'exists';
EXPLAIN: 'explain';
EXTRACT: 'extract';
FALSE: 'false';
FILTER: 'filter';
FIRST: 'first';
FLEXIBLE: 'flexible';
FOLLOWING: 'following';
FOR: 'for';
FROM: 'from';
FULL: 'full';
FULLTEXT: 'fulltext';
GROUP: 'group';
HASH: 'hash';
HAVING: 'having';
IF: 'if';
ILIKE: 'ilike';
IN: 'in';
INDEX: 'index';
INDEXES: 'indexes';
INNER: 'inner';
INSERT: 'insert';
INTERSECT: 'intersect';
INTERVAL: 'interval';
INTO: 'into';
IS: 'is';
JOIN: 'join';
KEEP: 'keep';
LAST: 'last';
LEFT: 'left';
LIKE: 'like';
LIMIT: 'limit';
MATCHES: 'matches';
MAX: 'max';
MEDIAN: 'median';
MIN: 'min';
MISSING: 'missing';
NOT: 'not';
NULL: 'null';
NULLS: 'nulls';
OFFSET: 'offset';
ON: 'on';
OR: 'or';
ORDER: 'order';
OUTER: 'outer';
OVER: 'over';
PARTITION: 'partition';
PERCENTILE: 'percentile';
POSITION: 'position';
PRECEDING: 'preceding';
RANGE: 'range';
RETURNING: 'returning';
RIGHT: 'right';
ROW: 'row';
ROWS: 'rows';
SCHEMA: 'schema';
SELECT: 'select';
SET: 'set';
SHOW: 'show';
SOME: 'some';
STARTS: 'starts';
STDDEV: 'stddev';
STRICT: 'strict';
STRING_AGG: 'string_agg';
SUBSTRING: 'substring';
SUM: 'sum';
TABLE: 'table';
THEN: 'then';
TIERING: 'tiering';
TIMESTAMP: 'timestamp';
TRIM: 'trim';
TRUE: 'true';
TRY_CAST: 'try_cast';
UNBOUNDED: 'unbounded';
UNION: 'union';
UNIQUE: 'unique';
UNNEST: 'unnest';
UNSET: 'unset';
UPDATE: 'update';
UPSERT: 'upsert';
USING: 'using';
VALUE: 'value';
VALUES: 'values';
VARIANCE: 'variance';
VECTOR: 'vector';
WHEN: 'when';
WHERE: 'where';
WITH: 'with';

EQUAL: '=';
NOT_EQUAL: '!=' | '<>';
LESS: '<';
LESS_OR_EQUAL: '<=';
GREATER: '>';
GREATER_OR_EQUAL: '>=';
PLUS: '+';
PLUS_EQUAL: '+=';
MINUS: '-';
STAR: '*';
SLASH: '/';
PERCENT: '%';
CONCATENATE: '||';
COMMA: ',';
DOT: '.';
SEMICOLON: ';';
COLON: ':';
QUESTION: '?';
LEFT_PAREN: '(';
RIGHT_PAREN: ')';
LEFT_BRACKET: '[';
RIGHT_BRACKET: ']';
LEFT_BRACE: '{';
RIGHT_BRACE: '}';

INTEGER: [0-9]+;
FLOATING: [0-9]+ '.' [0-9]+ ('e' [+\-]? [0-9]+)? | [0-9]+ 'e' [+\-]? [0-9]+;
// A number runs to the next sign; where a name runs into it, it is none.
MALFORMED_NUMBER: [0-9]+ ('.' [0-9]+)? [\p{L}_] [\p{L}\p{N}_$]*;
STRING: '\'' (~'\'' | '\'\'')* '\'';
IDENTIFIER: [\p{L}_] [\p{L}\p{N}_$]*;
QUOTED_IDENTIFIER: '"' (~'"' | '""')+ '"' | '`' (~'`' | '``')+ '`';

LINE_COMMENT: '--' ~[\r\n]* -> channel(HIDDEN);
BLOCK_COMMENT: '/*' .*? '*/' -> channel(HIDDEN);
SPACE: [\p{White_Space}]+ -> channel(HIDDEN);

// Never part of a statement: they make the error name what is wrong instead of a single character.
UNCLOSED_STRING: '\'' (~'\'' | '\'\'')*;
UNCLOSED_QUOTED_IDENTIFIER: '"' (~'"' | '""')* | '`' (~'`' | '``')*;
UNCLOSED_COMMENT: '/*' (~'*' | '*'+ ~[*/])* '*'*;
UNKNOWN: .;
