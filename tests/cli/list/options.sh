# options.v1.Orders.Place (workflow)
temporal workflow execute \
  --type options.v1.Orders.Place \
  --task-queue options.v1.Orders \
  --workflow-id options.v1.Orders.Place/"$(uuidgen)" \
  --id-reuse-policy AllowDuplicate \
  --id-conflict-policy Fail \
  --static-summary 'order of 'tenant \
  --memo 'note="note of options.v1.Orders.Place"' \
  --memo 'fixed="text"' \
  --search-attribute 'Tenant="tenant"' \
  --search-attribute Items=0 \
  --search-attribute Amount=0 \
  --search-attribute Express=false \
  --search-attribute 'Due="2026-01-02T03:04:05Z"' \
  --search-attribute 'DueText="2026-01-02T03:04:05Z"' \
  --search-attribute 'Note="note for tenant"' \
  --search-attribute 'One=["note"]' \
  --priority-key 1 \
  --input '{"colours":[],"due":"2026-01-02T03:04:05Z","express":false,"items":"0","note":"note","price":{"amount":0},"tags":[],"tenant":"tenant"}' \
  --input-meta encoding=json/protobuf \
  --input-meta messageType=options.v1.PlaceRequest

# options.v1.Orders.Count (workflow)
temporal workflow execute \
  --type options.v1.Orders.Count \
  --task-queue options.v1.Orders \
  --workflow-id options.v1.Orders.Count/"$(uuidgen)" \
  --id-reuse-policy AllowDuplicate \
  --id-conflict-policy Fail \
  --search-attribute 'Tenant="tenant"' \
  --priority-key 2 \
  --fairness-key tenant \
  --fairness-weight 1.5 \
  --input '{"colours":[],"due":"2026-01-02T03:04:05Z","express":false,"items":"0","note":"note","price":{"amount":0},"tags":[],"tenant":"tenant"}' \
  --input-meta encoding=json/protobuf \
  --input-meta messageType=options.v1.PlaceRequest

# options.v1.Orders.Price (handler)
temporal workflow execute \
  --type options.v1.Orders.Price \
  --task-queue options.v1.Orders \
  --workflow-id options.v1.Orders.Price/"$(uuidgen)" \
  --id-reuse-policy AllowDuplicate \
  --id-conflict-policy Fail \
  --static-summary 'price for 'tenant \
  --search-attribute 'Tenant="tenant"' \
  --priority-key 2 \
  --fairness-key tenant \
  --fairness-weight 1.5 \
  --input '{"colours":[],"due":"2026-01-02T03:04:05Z","express":false,"items":"0","note":"note","price":{"amount":0},"tags":[],"tenant":"tenant"}' \
  --input-meta encoding=json/protobuf \
  --input-meta messageType=options.v1.PlaceRequest
