package io.lumadb.client.load;

/** Told how a run goes, on the thread that called it. */
public interface LoadListener {

    /** Listens to nothing. */
    LoadListener NONE = new LoadListener() {};

    /** While the collection is being filled. */
    default void loaded(long records, long of) {}

    /** Each second of the run: the figures of that second. */
    default void interval(LoadReport second) {}
}
