package org.muster.hypervisor.proxmox.pve;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads HTTP/1.1 requests from one connection, as strictly as pveproxy does. */
final class RequestReader {

    private static final int LONGEST_LINE = 8192;
    private static final int MOST_HEADERS = 64;
    private static final int LONGEST_BODY = 512 * 1024;

    private final InputStream in;

    RequestReader(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /**
     * @return null if the connection has ended
     * @throws Refusal if it is nothing that pveproxy takes
     */
    @Nullable
    Question read() throws IOException {
        String first = line();
        if (first == null) {
            return null;
        }
        String[] parts = first.split(" ");
        if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
            throw new Refusal(Reply.bare(400, "bad request"));
        }
        Map<String, String> headers = headers();
        Map<String, String> parameters = new TreeMap<>();
        int mark = parts[1].indexOf('?');
        if (mark >= 0) {
            form(parts[1].substring(mark + 1), parameters);
        }
        body(parts[0], headers, parameters);
        return question(parts[0], mark < 0 ? parts[1] : parts[1].substring(0, mark), parameters, headers);
    }

    private static Question question(
            String method, String path, Map<String, String> parameters, Map<String, String> headers) {
        for (String format : new String[] {"json", "extjs"}) {
            String start = "/api2/" + format;
            if (path.startsWith(start + "/")) {
                String rest = URLDecoder.decode(path.substring(start.length()), StandardCharsets.UTF_8);
                return new Question(method, rest, format.equals("extjs"), parameters, headers);
            }
        }
        throw new Refusal(Reply.bare(404, "no such file '" + path + "'"));
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); line != null && !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1 || headers.size() >= MOST_HEADERS) {
                throw new Refusal(Reply.bare(400, "bad request"));
            }
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip(),
                    (one, other) -> one + ", " + other);
        }
        return headers;
    }

    private void body(String method, Map<String, String> headers, Map<String, String> parameters) throws IOException {
        if (headers.containsKey("transfer-encoding")) {
            throw new Refusal(Reply.bare(501, "chunked transfer encoding not supported"));
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        if (length > LONGEST_BODY) {
            throw new Refusal(Reply.bare(501, "for data too large"));
        }
        if (length > 0 && method.equals("DELETE")) {
            throw new Refusal(Reply.bare(501, "Unexpected content for method 'DELETE'"));
        }
        if (length == 0) {
            return;
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        String type = headers.getOrDefault("content-type", "application/x-www-form-urlencoded");
        if (type.startsWith("application/json")) {
            json(text, parameters);
        } else if (type.startsWith("application/x-www-form-urlencoded")) {
            form(text, parameters);
        } else {
            throw new Refusal(Reply.bare(506, "upload 'Content-Type '" + type + "' not implemented"));
        }
    }

    private static void json(String text, Map<String, String> parameters) {
        try {
            JsonObject object = Data.parse(text).asJsonObject();
            object.forEach((name, value) -> parameters.put(name, switchWord(Data.plain(value))));
        } catch (JsonException | ClassCastException e) {
            throw new Refusal(Reply.bare(400, "bad request"));
        }
    }

    private static String switchWord(String value) {
        return value.equals("true") ? "1" : value.equals("false") ? "0" : value;
    }

    /** A semicolon parts parameters as an ampersand does. */
    private static void form(String text, Map<String, String> parameters) {
        for (String pair : text.split("[&;]")) {
            if (!pair.isEmpty()) {
                int mark = pair.indexOf('=');
                String name = mark < 0 ? pair : pair.substring(0, mark);
                String value = mark < 0 ? "" : pair.substring(mark + 1);
                parameters.put(
                        URLDecoder.decode(name, StandardCharsets.UTF_8),
                        URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
            }
            line.write(next);
            if (line.size() > LONGEST_LINE) {
                throw new Refusal(Reply.bare(400, "bad request"));
            }
        }
        return null;
    }
}
