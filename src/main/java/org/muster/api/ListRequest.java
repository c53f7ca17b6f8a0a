package org.muster.api;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.BiConsumer;
import org.muster.access.rights.Listed;

/**
 * What a list of people or of what is granted to them was asked for: the words to be found, and the page as of VMs.
 *
 * @param page from 1
 * @param size rows a page
 */
record ListRequest(String search, int page, int size) {

    /** Every parameter; others mean nothing. */
    static final List<String> PARAMETERS = List.of("search", "page", "size");

    private static final int MAX_TEXT = 255;

    /** @throws InvalidRequest with all that is wrong */
    static ListRequest of(MultivaluedMap<String, String> given) {
        Check check = new Check();
        int size = check.number("size", given.getFirst("size"), 1, VmListRequest.MAX_SIZE)
                .map(Long::intValue)
                .orElse(VmListRequest.DEFAULT_SIZE);
        int page = check.number("page", given.getFirst("page"), 1, Integer.MAX_VALUE / size)
                .map(Long::intValue)
                .orElse(1);
        String search = check.text("search", given.getFirst("search"), MAX_TEXT).orElse("");
        check.done();
        return new ListRequest(search, page, size);
    }

    Listed.Page rows() {
        return new Listed.Page(page, size);
    }

    /** These rows as an answer, under that name. */
    <T> Response answer(String name, Listed<T> listed, BiConsumer<JsonOut, T> write) {
        JsonOut out = new JsonOut().object().array(name);
        listed.rows().forEach(row -> write.accept(out, row));
        return Answers.json(out.endArray()
                .number("total", listed.total())
                .number("page", page)
                .number("size", size)
                .endObject());
    }
}
