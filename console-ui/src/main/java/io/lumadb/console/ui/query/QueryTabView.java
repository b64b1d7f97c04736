package io.lumadb.console.ui.query;

import io.lumadb.console.ui.query.editor.CompletionList;
import io.lumadb.console.ui.query.editor.SignatureTip;
import io.lumadb.console.ui.query.result.ResultPane;
import io.lumadb.console.ui.query.result.RunFigures;

/** The two halves of a tab: its editor and its results. Made when the tab is first shown. */
final class QueryTabView {

    private final QueryTabViewModel viewModel;
    private final EditorPane editor;
    private final ResultPane result;

    QueryTabView(
            QueryTabViewModel viewModel, QueryViewModel screen, CompletionList completions, SignatureTip signature) {
        this.viewModel = viewModel;
        editor = new EditorPane(viewModel, screen.threads(), completions, signature);
        result = new ResultPane(viewModel.result(), screen.threads(), new Welcome(screen), editor::goTo);
        viewModel.runner().stateProperty().subscribe(this::show);
    }

    private void show(RunState state) {
        result.setRunning(state == RunState.RUNNING);
        RunFigures figures = viewModel.result().figuresProperty().get();
        boolean onlyChanged = figures != null && figures.affected() != null && figures.rows() == 0;
        if (state == RunState.DONE && onlyChanged) {
            result.showMessages();
        } else if (state == RunState.FAILED && viewModel.result().rowsProperty().get() == null) {
            result.showMessages();
        }
    }

    QueryTabViewModel viewModel() {
        return viewModel;
    }

    EditorPane editor() {
        return editor;
    }

    ResultPane result() {
        return result;
    }
}
