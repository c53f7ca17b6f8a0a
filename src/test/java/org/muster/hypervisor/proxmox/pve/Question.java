package org.muster.hypervisor.proxmox.pve;

import java.util.Map;

/**
 * A request.
 *
 * @param path after {@code /api2/json}, without the query, as it was sent
 * @param extjs whether it came by {@code /api2/extjs}, where every answer has status 200
 * @param parameters of query and body, each name once
 * @param headers by their names in lower case
 */
record Question(
        String method, String path, boolean extjs, Map<String, String> parameters, Map<String, String> headers) {

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    boolean takesGzip() {
        return header("accept-encoding").contains("gzip");
    }
}
