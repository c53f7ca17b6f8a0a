package org.muster.ui.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;

/** The templates, compiled with Muster itself; all of them escape what they print. */
public final class Templates {
    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), "org.muster.ui.jte");

    private Templates() {}

    /** The whole rendered view, so that a template that fails has sent nothing yet. */
    public static Utf8ByteOutput render(View view) {
        Utf8ByteOutput output = new Utf8ByteOutput();
        ENGINE.render(view.template(), view.model(), output);
        return output;
    }
}
