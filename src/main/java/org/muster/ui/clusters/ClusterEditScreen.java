package org.muster.ui.clusters;

import org.muster.ui.page.Frame;
import org.muster.ui.page.Note;

/** The page that changes where and how a cluster is asked. */
public record ClusterEditScreen(Frame frame, Note note, long id, ClusterForm form) {}
