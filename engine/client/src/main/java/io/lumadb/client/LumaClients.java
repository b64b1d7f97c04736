package io.lumadb.client;

import io.lumadb.client.http.HttpLumaClient;

/** Opens clients. */
public final class LumaClients {

    private LumaClients() {}

    /** A client of the cluster at an address. Connects when the first call is made. */
    public static LumaClient open(ConnectionAddress address) {
        return new HttpLumaClient(address);
    }
}
