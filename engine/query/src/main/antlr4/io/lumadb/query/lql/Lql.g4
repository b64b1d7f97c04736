/*
 * LQL. Almost every choice is decided by one token of lookahead, so that an error shows where it is and what else could
 * have stood there. Constructs that the language has and this version does not are left out of the rules and named by
 * SyntaxErrors when their first word turns up.
 */
grammar Lql;

options {
    caseInsensitive = true;
    superClass = GuardedParser;
}

singleStatement: statement SEMICOLON* EOF;

script: SEMICOLON* (statement (SEMICOLON+ statement)* SEMICOLON*)? EOF;

singleExpression: expression EOF;

statement
    : selectStatement
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

selectStatement
    : SELECT (DISTINCT | ALL)? selectItem (COMMA selectItem)*
      fromClause?
      whereClause?
      (GROUP BY expression (COMMA expression)*)?
      (HAVING having=expression)?
      orderClause?
      limitClause?
      offsetClause?
    ;

selectItem
    : STAR (EXCEPT LEFT_PAREN path (COMMA path)* RIGHT_PAREN)?
    | KEEP path
    | identifier DOT STAR
    | expression (AS identifier | aliasName)?
    ;

fromClause: FROM name=identifier (AS alias=identifier | implicitAlias=aliasName)?;

whereClause: WHERE expression;

orderClause: ORDER BY sortKey (COMMA sortKey)*;

sortKey: expression (ASC | DESC)? (NULLS (FIRST | LAST))?;

limitClause: LIMIT rowCount;

offsetClause: OFFSET rowCount;

rowCount: INTEGER | parameter;

// Writing

insertStatement
    : (INSERT | UPSERT) INTO identifier
      ( LEFT_PAREN identifier (COMMA identifier)* RIGHT_PAREN VALUES row (COMMA row)*
      | VALUE expression (COMMA expression)*
      )
    ;

row: LEFT_PAREN expression (COMMA expression)* RIGHT_PAREN;

updateStatement: UPDATE identifier updateClause+ whereClause? orderClause? limitClause?;

updateClause
    : SET assignment (COMMA assignment)*
    | UNSET path (COMMA path)*
    ;

assignment: path (EQUAL | PLUS_EQUAL) expression;

deleteStatement: DELETE FROM identifier whereClause? orderClause? limitClause?;

// Defining

createStatement: CREATE (createCollection | createIndex);

createCollection
    : (COLLECTION | TABLE) (IF NOT EXISTS)? identifier
      (LEFT_PAREN fieldRule (COMMA fieldRule)* RIGHT_PAREN (STRICT | FLEXIBLE)?)?
    ;

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

alterStatement: ALTER (COLLECTION | TABLE) identifier SET TIERING objectLiteral;

showStatement: SHOW (COLLECTIONS | INDEXES ON identifier);

describeStatement: DESCRIBE identifier;

explainStatement: EXPLAIN ANALYZE? statement;

// Expressions, loosest first

expression: conjunction (OR conjunction)*;

conjunction: negation (AND negation)*;

negation: NOT* predicate;

predicate: sum predicateTail?;

predicateTail
    : comparisonOperator sum
    | IS NOT? (NULL | MISSING)
    | NOT? positiveTail
    ;

positiveTail
    : IN LEFT_PAREN expression (COMMA expression)* RIGHT_PAREN
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
    | extraction
    | aggregate
    | call
    | path
    | LEFT_PAREN expression RIGHT_PAREN
    ;

number: INTEGER | FLOATING;

typedLiteral: (TIMESTAMP | DECIMAL | DOUBLE | BINARY | VECTOR | INTERVAL) STRING;

parameter: QUESTION INTEGER? | COLON anyWord;

objectLiteral: LEFT_BRACE (objectField (COMMA objectField)*)? RIGHT_BRACE;

objectField: (anyWord | STRING) COLON expression;

arrayLiteral: LEFT_BRACKET (expression (COMMA expression)*)? RIGHT_BRACKET;

caseExpression: CASE operand=expression? whenBranch+ (ELSE otherwise=expression)? END;

whenBranch: WHEN condition=expression THEN result=expression;

extraction: EXTRACT LEFT_PAREN identifier FROM expression RIGHT_PAREN;

aggregate
    : aggregateName LEFT_PAREN (STAR | DISTINCT? expression) RIGHT_PAREN
      (FILTER LEFT_PAREN WHERE expression RIGHT_PAREN)?
    ;

aggregateName: COUNT | SUM | AVG | MIN | MAX;

call: functionName LEFT_PAREN (expression (COMMA expression)*)? RIGHT_PAREN;

functionName: identifier | LEFT | RIGHT;

path: identifier pathStep*;

pathStep
    : DOT anyWord
    | LEFT_BRACKET MINUS? INTEGER RIGHT_BRACKET
    ;

typeName: identifier;

aliasName: IDENTIFIER | QUOTED_IDENTIFIER;

identifier: IDENTIFIER | QUOTED_IDENTIFIER | unreservedWord;

anyWord: identifier | reservedWord;

// Words that may also be names. What stands here and not in reservedWord needs no quotes.

unreservedWord
    : ANALYZE | ASC | AVG | BINARY | BTREE | CHECK | COLLECTION | COLLECTIONS | CONTAINS | COUNT | DECIMAL | DEFAULT | DESC
    | DESCRIBE | DOUBLE | ENDS | EXPLAIN | EXTRACT | FILTER | FIRST | FLEXIBLE | FULLTEXT | HASH | IF | INDEX | INDEXES
    | INTERVAL | KEEP | LAST | MATCHES | MAX | MIN | MISSING | NULLS | OVER | RETURNING | SCHEMA | SHOW | STARTS | STRICT
    | SUM | TABLE | TIERING | TIMESTAMP | VALUE | VECTOR
    ;

reservedWord
    : ALL | ALTER | AND | AS | BETWEEN | BY | CASE | CAST | CREATE | CROSS | DELETE | DISTINCT | DROP | ELSE | END | EXCEPT
    | EXISTS | FALSE | FROM | FULL | GROUP | HAVING | ILIKE | IN | INNER | INSERT | INTERSECT | INTO | IS | JOIN | LEFT
    | LIKE | LIMIT | NOT | NULL | OFFSET | ON | OR | ORDER | RIGHT | SELECT | SET | THEN | TRUE | UNION | UNIQUE | UNSET
    | UPDATE | UPSERT | USING | VALUES | WHEN | WHERE | WITH
    ;

ALL: 'all';
ALTER: 'alter';
ANALYZE: 'analyze';
AND: 'and';
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
MIN: 'min';
MISSING: 'missing';
NOT: 'not';
NULL: 'null';
NULLS: 'nulls';
OFFSET: 'offset';
ON: 'on';
OR: 'or';
ORDER: 'order';
OVER: 'over';
RETURNING: 'returning';
RIGHT: 'right';
SCHEMA: 'schema';
SELECT: 'select';
SET: 'set';
SHOW: 'show';
STARTS: 'starts';
STRICT: 'strict';
SUM: 'sum';
TABLE: 'table';
THEN: 'then';
TIERING: 'tiering';
TIMESTAMP: 'timestamp';
TRUE: 'true';
UNION: 'union';
UNIQUE: 'unique';
UNSET: 'unset';
UPDATE: 'update';
UPSERT: 'upsert';
USING: 'using';
VALUE: 'value';
VALUES: 'values';
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
