package io.lumadb.console.ui.theme;

import static org.assertj.core.api.Assertions.assertThat;

import io.lumadb.console.ui.fixture.FxThread;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.css.CssParser;
import javafx.css.CssParser.ParseError;
import javafx.geometry.Orientation;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Spinner;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.TreeTableView;
import javafx.scene.layout.FlowPane;
import javafx.stage.Stage;
import org.controlsfx.control.BreadCrumbBar;
import org.controlsfx.control.CheckComboBox;
import org.controlsfx.control.CheckListView;
import org.controlsfx.control.HiddenSidesPane;
import org.controlsfx.control.InfoOverlay;
import org.controlsfx.control.ListSelectionView;
import org.controlsfx.control.MaskerPane;
import org.controlsfx.control.MasterDetailPane;
import org.controlsfx.control.NotificationPane;
import org.controlsfx.control.PlusMinusSlider;
import org.controlsfx.control.PropertySheet;
import org.controlsfx.control.RangeSlider;
import org.controlsfx.control.Rating;
import org.controlsfx.control.SearchableComboBox;
import org.controlsfx.control.SegmentedButton;
import org.controlsfx.control.StatusBar;
import org.controlsfx.control.ToggleSwitch;
import org.controlsfx.control.textfield.CustomTextField;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Library controls under our themes: every colour that their stylesheets ask for exists. */
class StylesheetTest {

    @BeforeAll
    static void startJavaFx() throws Exception {
        FxThread.start();
    }

    @ParameterizedTest
    @EnumSource
    void givesEveryControlItsColoursWithoutAWarning(Theme theme) {
        List<String> warnings = new ArrayList<>();
        Stage[] stage = new Stage[1];
        int[] frames = {0};
        FxThread.run(() -> {
            ObservableList<ParseError> errors = CssParser.errorsProperty();
            errors.clear();
            Appearance.current().choose(ThemeChoice.of(theme));
            Scene scene = new Scene(controls(), 900, 900);
            Appearance.current().install(scene);
            stage[0] = new Stage();
            stage[0].setScene(scene);
            stage[0].show();
            scene.addPostLayoutPulseListener(() -> frames[0]++);
        });

        FxThread.until("CSS to be applied", () -> {
            stage[0].getScene().getRoot().requestLayout();
            return frames[0] > 3;
        });

        FxThread.run(() -> {
            CssParser.errorsProperty().forEach(error -> warnings.add(error.getMessage()));
            Appearance.current().forget(stage[0].getScene());
            stage[0].close();
        });
        assertThat(warnings).isEmpty();
    }

    private static FlowPane controls() {
        NotificationPane notification = new NotificationPane(new Label("content"));
        PropertySheet properties = new PropertySheet();
        properties.setPrefSize(300, 80);
        ListSelectionView<String> selection = new ListSelectionView<>();
        selection.setPrefSize(300, 100);
        MasterDetailPane masterDetail = new MasterDetailPane();
        masterDetail.setMasterNode(new Label("master"));
        return new FlowPane(
                new BreadCrumbBar<>(BreadCrumbBar.buildTreeModel("cluster", "node", "shard")),
                new CheckComboBox<>(FXCollections.observableArrayList("hot", "warm")),
                new CheckListView<>(FXCollections.observableArrayList("hot", "warm")),
                new HiddenSidesPane(),
                new InfoOverlay(new Label("image"), "text"),
                selection,
                new MaskerPane(),
                masterDetail,
                notification,
                new PlusMinusSlider(),
                properties,
                new RangeSlider(0, 100, 20, 80),
                new Rating(5),
                new SearchableComboBox<>(FXCollections.observableArrayList("lql", "nql")),
                new SegmentedButton(new ToggleButton("a"), new ToggleButton("b")),
                new StatusBar(),
                new ToggleSwitch("on"),
                new CustomTextField(),
                new ComboBox<>(FXCollections.observableArrayList("a")),
                new DatePicker(),
                new ProgressBar(0.4),
                new Spinner<>(0, 9, 3),
                new TableView<>(),
                new TreeTableView<>(),
                new TextArea("text"),
                new javafx.scene.control.Separator(Orientation.VERTICAL));
    }
}
