package io.lumadb.console.ui.tiers;

import io.lumadb.client.model.TierMove;
import io.lumadb.client.model.WarmStatus;
import io.lumadb.console.ui.action.ConsoleAction;
import io.lumadb.console.ui.live.Polled;
import io.lumadb.console.ui.live.Subscriptions;
import io.lumadb.console.ui.screen.Screen;
import io.lumadb.console.ui.session.ConsoleSession;
import io.lumadb.console.ui.theme.Figures;
import io.lumadb.console.ui.tiers.TiersViewModel.Panel;
import io.lumadb.console.ui.widget.Card;
import io.lumadb.console.ui.widget.SegmentedChoice;
import io.lumadb.console.ui.widget.Widgets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The tiers: the river above, what moved and why below it. */
public final class TiersScreen implements Screen {

    public static final String TITLE = "Tiers";
    public static final String ICON = "fth-layers";

    private static final double RIVER = 328;

    private final TiersViewModel viewModel;
    private final PolicyViewModel policy;
    private final XrayViewModel xray;
    private final Subscriptions subscriptions = new Subscriptions();
    private final VBox page = new VBox();
    private final TierRiver river;
    private final XrayPanel xrayPanel;
    private final MoveControlViewModel moveControl;
    private final ColdViewModel cold;
    private final Polled<WarmStatus> warm;
    private final ColdPanel coldPanel;
    private final WarmPanel warmPanel;
    private final Map<Panel, Node> panels = new EnumMap<>(Panel.class);
    private boolean inSight;

    public TiersScreen(ConsoleSession session) {
        viewModel = new TiersViewModel(session.live());
        policy = new PolicyViewModel(session, Platform::runLater);
        xray = new XrayViewModel(session, Platform::runLater, InstantSource.system());
        moveControl = new MoveControlViewModel(session, Platform::runLater);
        cold = new ColdViewModel(session, Platform::runLater);
        warm = new Polled<>(() -> session.client().warm(), Platform::runLater);
        coldPanel = new ColdPanel(cold, subscriptions);
        warmPanel = new WarmPanel(warm, subscriptions);
        river = new TierRiver(viewModel, subscriptions);
        xrayPanel = new XrayPanel(xray, viewModel.collectionNames());
        page.getStyleClass().addAll("page", "tiers");
        page.getStylesheets()
                .add(Objects.requireNonNull(TiersScreen.class.getResource("tiers.css"))
                        .toExternalForm());
        panels.put(Panel.COLLECTIONS, TierTables.collections(viewModel.collections()));
        panels.put(Panel.SHARDS, shards());
        panels.put(Panel.WARM, warmPanel);
        panels.put(Panel.COLD, coldPanel);
        panels.put(Panel.AMPLIFICATION, new AmplificationPanel(viewModel, subscriptions));
        panels.put(Panel.POLICY, new PolicyForm(policy, viewModel.collectionNames()));
        panels.put(Panel.XRAY, xrayPanel);
        HBox lower = new HBox(11, moves(), side());
        lower.setMinHeight(0);
        VBox.setVgrow(lower, Priority.ALWAYS);
        page.getChildren().addAll(riverCard(), lower);
        subscriptions.follow(viewModel.panelProperty(), panel -> {
            panels.forEach((each, node) -> Widgets.showOnly(node, each == panel));
            sight();
        });
    }

    private Card riverCard() {
        Card card = new Card("Tier river", river);
        card.note().setText("level: share of all bytes · width of a stream: logarithm of its documents a second");
        card.with(moveWords()).with(moveButton());
        river.setPrefHeight(RIVER);
        card.setMinHeight(Region.USE_PREF_SIZE);
        return card;
    }

    private Label moveWords() {
        Label words = Widgets.label(moveControl.wordsProperty(), "card-note");
        words.setId("moves-words");
        words.setMinWidth(0);
        subscriptions.follow(moveControl.pausedProperty(), paused -> Widgets.style(words, "warning-text", paused));
        return words;
    }

    private Button moveButton() {
        Button button = Widgets.button("Pause moves", "fth-pause", moveControl::toggle);
        button.setId("moves-pause");
        button.getStyleClass().add("small");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setTooltip(new Tooltip("All moves between tiers, those by hand too; only pressure on RAM goes on"));
        button.disableProperty().bind(moveControl.usableProperty().not());
        subscriptions.follow(moveControl.pausedProperty(), paused -> {
            button.setText(paused ? "Resume moves" : "Pause moves");
            button.setGraphic(Widgets.icon(paused ? "fth-play" : "fth-pause"));
            Widgets.style(button, "accent", paused);
        });
        return button;
    }

    private Node shards() {
        Label words = Widgets.label(
                "Documents by tier, hot, warm, cold; heights by square root, all shards on one scale", "caption");
        ShardMultiples multiples = new ShardMultiples(viewModel, subscriptions);
        VBox.setVgrow(multiples, Priority.ALWAYS);
        VBox box = new VBox(6, words, multiples);
        box.getStyleClass().add("shards-panel");
        return box;
    }

    private Card moves() {
        Card card = new Card("Moves", TierTables.moves(viewModel.moves()));
        card.with(new CollectionChoice(
                "Moves of", viewModel.collectionNames(), viewModel.filterProperty(), "all collections"));
        subscriptions.onListChange(
                viewModel.moves(),
                () -> card.note()
                        .setText(
                                viewModel.moves().isEmpty()
                                        ? ""
                                        : Figures.exact(viewModel.moves().size()) + " kept"));
        share(card, 60);
        return card;
    }

    private Node side() {
        StackPane body = new StackPane();
        body.getChildren().addAll(panels.values());
        body.setMinSize(0, 0);
        VBox.setVgrow(body, Priority.ALWAYS);
        HBox header = new HBox(
                new SegmentedChoice<>("Panel", Arrays.asList(Panel.values()), Panel::word, viewModel.panelProperty()));
        header.getStyleClass().add("card-header");
        VBox card = new VBox(header, body);
        card.getStyleClass().add("card-box");
        share(card, 40);
        return card;
    }

    private static void share(Region card, double percent) {
        card.setMinSize(0, 0);
        card.setPrefWidth(percent * 10);
        HBox.setHgrow(card, Priority.ALWAYS);
    }

    private void sight() {
        river.setShown(inSight);
        Panel panel = viewModel.panelProperty().get();
        xrayPanel.setShown(inSight && panel == Panel.XRAY);
        coldPanel.setShown(inSight && panel == Panel.COLD);
        warmPanel.setShown(inSight && panel == Panel.WARM);
    }

    TiersViewModel viewModel() {
        return viewModel;
    }

    PolicyViewModel policy() {
        return policy;
    }

    XrayViewModel xray() {
        return xray;
    }

    MoveControlViewModel moveControl() {
        return moveControl;
    }

    ColdViewModel cold() {
        return cold;
    }

    TierRiver river() {
        return river;
    }

    @Override
    public String title() {
        return TITLE;
    }

    @Override
    public String icon() {
        return ICON;
    }

    @Override
    public Parent view() {
        return page;
    }

    @Override
    public void shown() {
        inSight = true;
        sight();
    }

    @Override
    public void hidden() {
        inSight = false;
        sight();
    }

    /** {@code collection/id} opens the X-ray of that document, {@code collection} the policy of that collection. */
    @Override
    public void open(String detail) {
        int slash = detail.indexOf('/');
        if (slash > 0) {
            viewModel.panelProperty().set(Panel.XRAY);
            xray.look(detail.substring(0, slash), XrayViewModel.key(detail.substring(slash + 1)));
        } else if (!detail.isEmpty()) {
            viewModel.panelProperty().set(Panel.POLICY);
            policy.collectionProperty().set(detail);
        }
    }

    @Override
    public List<ConsoleAction> actions() {
        Stream<ConsoleAction> panelActions = Arrays.stream(Panel.values())
                .map(panel -> new ConsoleAction(
                        "Tiers",
                        "Tiers: " + panel.title(),
                        "",
                        ICON,
                        () -> viewModel.panelProperty().set(panel)));
        return Stream.concat(
                        panelActions,
                        Stream.of(
                                new ConsoleAction(
                                        "Tiers",
                                        "Tiers: pause or resume the moves",
                                        "",
                                        "fth-pause",
                                        moveControl::toggle),
                                new ConsoleAction("Tiers", "Tiers: scrub every cold fragment", "", "fth-shield", () -> {
                                    viewModel.panelProperty().set(Panel.COLD);
                                    cold.startScrub();
                                })))
                .toList();
    }

    /** The river, the moves, and the X-ray of the document that moved last. */
    @Override
    public CompletionStage<?> demonstrate() {
        Optional<TierMove> last = viewModel.moves().stream()
                .filter(move -> !move.sample().isEmpty())
                .findFirst();
        if (last.isEmpty()) {
            viewModel.panelProperty().set(Panel.COLLECTIONS);
            return CompletableFuture.completedFuture(null);
        }
        viewModel.panelProperty().set(Panel.XRAY);
        return xray.look(last.get().collection(), last.get().sample().getFirst())
                .thenRun(() -> Platform.runLater(() -> {
                    if (xray.placementProperty().get() == null) {
                        viewModel.panelProperty().set(Panel.COLLECTIONS);
                    }
                }));
    }

    @Override
    public void close() {
        inSight = false;
        sight();
        subscriptions.close();
        moveControl.close();
        cold.close();
        warm.close();
        viewModel.close();
    }
}
