package org.muster.ui.page;

/**
 * The page of a request that failed.
 *
 * @param status of the answer
 * @param text one sentence; never what an exception says, but for our own refusals
 */
public record ErrorScreen(Frame frame, int status, String text) {
    /** The page for that status. */
    public static ErrorScreen of(int status, String text) {
        return new ErrorScreen(Frame.anonymous(title(status)), status, text);
    }

    private static String title(int status) {
        return switch (status) {
            case 401 -> "Please log in";
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            case 503 -> "Not available now";
            default -> status < 500 ? "That did not work" : "Something went wrong";
        };
    }
}
