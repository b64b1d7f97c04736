package io.lumadb.query.editor;

import io.lumadb.query.lql.LqlParser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.RuleStopState;
import org.antlr.v4.runtime.atn.RuleTransition;
import org.antlr.v4.runtime.atn.Transition;

/**
 * A place in the grammar of LQL: every way in which the tokens so far can be read, and so every kind of token that may
 * follow. The readings share their enclosing rules in a graph-structured stack (Scott and Johnstone, GLL Parsing, 2010), so
 * that a token costs about the same however long the text before it is. Immutable.
 */
final class GrammarWalk {

    private static final ATN NETWORK = LqlParser._ATN;

    /** One entry into a rule at one place, whoever entered it there. */
    private static final class Call {
        private final int rule;
        private final Set<Reading> returns = new LinkedHashSet<>();
        private boolean endedWhereItBegan;

        Call(int rule) {
            this.rule = rule;
        }
    }

    /** Where one reading is: a state of a rule that was entered by a call. */
    private record Reading(ATNState state, Call call) {}

    /** The readings before a token. */
    private final List<Reading> readings;

    private final boolean complete;

    private GrammarWalk(List<Reading> readings, boolean complete) {
        this.readings = readings;
        this.complete = complete;
    }

    /** Before the first token of a statement. */
    static GrammarWalk ofStatement() {
        Call root = new Call(LqlParser.RULE_statement);
        return closed(List.of(new Reading(NETWORK.ruleToStartState[LqlParser.RULE_statement], root)));
    }

    /** Behind one more token; empty where the grammar has no place for it. */
    Optional<GrammarWalk> after(int type) {
        List<Reading> next = new ArrayList<>();
        for (Reading reading : readings) {
            for (Transition transition : reading.state.getTransitions()) {
                if (takes(transition, type)) {
                    next.add(new Reading(transition.target, reading.call));
                }
            }
        }
        return next.isEmpty() ? Optional.empty() : Optional.of(closed(next));
    }

    /**
     * Behind a token that may be wrong: where it does not fit, a name may be missing before it; otherwise it is as if it
     * were not there.
     */
    GrammarWalk tolerating(int type) {
        return after(type)
                .or(() -> after(LqlParser.IDENTIFIER).flatMap(mended -> mended.after(type)))
                .orElse(this);
    }

    /** A parenthesis before the caret may turn out to begin a query: it is taken for both kinds. */
    private static boolean takes(Transition transition, int type) {
        if (transition.isEpsilon()) {
            return false;
        }
        boolean parenthesis = type == LqlParser.LEFT_PAREN || type == LqlParser.QUERY_PAREN;
        return matches(transition, type)
                || parenthesis
                        && (matches(transition, LqlParser.LEFT_PAREN) || matches(transition, LqlParser.QUERY_PAREN));
    }

    private static boolean matches(Transition transition, int type) {
        return transition.matches(type, Token.MIN_USER_TOKEN_TYPE, NETWORK.maxTokenType);
    }

    private static GrammarWalk closed(Collection<Reading> begun) {
        Map<Integer, Call> calls = new HashMap<>();
        Set<Reading> seen = new HashSet<>(begun);
        Deque<Reading> open = new ArrayDeque<>(begun);
        List<Reading> readings = new ArrayList<>();
        boolean complete = false;
        while (!open.isEmpty()) {
            Reading reading = open.pop();
            if (reading.state instanceof RuleStopState) {
                complete |= reading.call.returns.isEmpty();
                reading.call.endedWhereItBegan |= calls.get(reading.call.rule) == reading.call;
                reading.call.returns.forEach(back -> visit(back, seen, open));
                continue;
            }
            boolean takesTokens = false;
            for (Transition transition : reading.state.getTransitions()) {
                if (transition instanceof RuleTransition entry) {
                    enter(entry, reading.call, calls, seen, open);
                } else if (transition.isEpsilon()) {
                    visit(new Reading(transition.target, reading.call), seen, open);
                } else {
                    takesTokens = true;
                }
            }
            if (takesTokens) {
                readings.add(reading);
            }
        }
        return new GrammarWalk(readings, complete);
    }

    private static void enter(
            RuleTransition entry, Call from, Map<Integer, Call> calls, Set<Reading> seen, Deque<Reading> open) {
        Call callee = calls.computeIfAbsent(entry.ruleIndex, Call::new);
        visit(new Reading(entry.target, callee), seen, open);
        Reading back = new Reading(entry.followState, from);
        if (callee.returns.add(back) && callee.endedWhereItBegan) {
            visit(back, seen, open);
        }
    }

    private static void visit(Reading reading, Set<Reading> seen, Deque<Reading> open) {
        if (seen.add(reading)) {
            open.push(reading);
        }
    }

    /** Whether the statement could end here. */
    boolean complete() {
        return complete;
    }

    /**
     * The kinds of tokens that may follow, each with the rules that take it there. A word that may also be a name counts as
     * a name only.
     */
    Map<Integer, Set<Integer>> expected() {
        Map<Integer, Set<Integer>> expected = new LinkedHashMap<>();
        for (Reading reading : readings) {
            int rule = reading.call.rule;
            if (rule == LqlParser.RULE_unreservedWord || rule == LqlParser.RULE_reservedWord) {
                continue;
            }
            for (Transition transition : reading.state.getTransitions()) {
                if (!transition.isEpsilon()) {
                    for (int type : transition.label().toArray()) {
                        expected.computeIfAbsent(type, _ -> new LinkedHashSet<>())
                                .add(rule);
                    }
                }
            }
        }
        return expected;
    }

    /** The rules in which a name may stand here: those that want an {@code identifier}. */
    Set<Integer> rulesOfNames() {
        Set<Integer> rules = new LinkedHashSet<>();
        for (Reading reading : readings) {
            if (reading.call.rule == LqlParser.RULE_identifier) {
                reading.call.returns.forEach(back -> rules.add(back.call.rule));
            } else if (reading.call.rule == LqlParser.RULE_aliasName) {
                rules.add(LqlParser.RULE_aliasName);
            }
        }
        return rules;
    }
}
