"""The editor's look at a flow: every path, and what no path reaches."""

from wagtail.admin.panels import Panel


class FlowPathsPanel(Panel):
    """Paths of the flow as it was last saved, with what is wrong in it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "procedures/desk/flow_panel.html"

        def get_context_data(self, parent_context=None):
            """`paths`: (answers, papers) of each; `faults`: sentences."""
            from procedures.flow_paths import (
                paths_and_faults,  # reads the models that use this panel
            )

            context = super().get_context_data(parent_context)
            paths, faults = paths_and_faults(self.instance) if self.instance.pk else ([], [])
            return context | {"paths": paths, "faults": faults}
