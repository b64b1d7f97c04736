package io.lumadb.query.jql.text;

import io.lumadb.query.language.Suggestions;
import java.util.List;
import java.util.Optional;

/** An object of which only certain keys are known. Any other is an error that names it and the nearest known one. */
public final class Keys {

    private final JsonText text;
    private final Node.Members members;
    private final String owner;

    /** @param owner whose keys they are, for error messages */
    public Keys(JsonText text, Node.Members members, String owner, List<String> known) {
        this.text = text;
        this.members = members;
        this.owner = owner;
        for (Node.Member member : members.list()) {
            if (!known.contains(member.name())) {
                throw text.syntax(
                        "unknown key \"" + member.name() + "\" in " + owner,
                        member,
                        Optional.ofNullable(Suggestions.didYouMean(member.name(), known))
                                .orElse("keys are " + String.join(", ", known)));
            }
        }
    }

    public Optional<Node> find(String key) {
        return members.find(key).map(Node.Member::value);
    }

    public Node require(String key) {
        return find(key)
                .orElseThrow(() -> text.syntax(owner + " wants \"" + key + "\"", members, "add \"" + key + "\": …"));
    }
}
