-- Does in Neovim what a user does, and writes down as JSON what there was to see: nvim --headless -u <configuration> -l is
-- newer than the oldest version, so this is sourced after the file was opened.
local seen = {}

local function lines(bufnr)
  return table.concat(vim.api.nvim_buf_get_lines(bufnr, 0, -1, true), "\n")
end

-- The diagnostics of a file, as `check: underlined text`.
local function diagnostics(name)
  local bufnr = vim.fn.bufnr(name)
  if bufnr < 0 then return {} end
  local found = {}
  for _, each in ipairs(vim.diagnostic.get(bufnr)) do
    local code = each.user_data.lsp.code:match("[^.]+$")
    local text = vim.fn.bufloaded(bufnr) == 1
        and vim.api.nvim_buf_get_text(bufnr, each.lnum, each.col, each.end_lnum, each.end_col, {})[1]
      or ""
    table.insert(found, code .. ": " .. text)
  end
  return found
end

local function wait_for(name, count)
  assert(
    vim.wait(15000, function() return #diagnostics(name) == count end, 20),
    name .. ": waited in vain for " .. count .. ", there are: " .. vim.inspect(diagnostics(name))
  )
  return diagnostics(name)
end

local function run()
  seen.first = wait_for("main.tf", 1)
  seen.unopened = wait_for("unopened.tf", 1)

  -- Typing is followed, behind characters of several bytes too.
  vim.api.nvim_buf_set_text(0, 0, 0, 0, 0, { "# ä 🔑", "/* ü 😀 */ " })
  vim.wait(500)
  seen.typed = wait_for("main.tf", 1)

  -- The user chooses the first action.
  vim.ui.select = function(items, options, choose)
    seen.actions = vim.tbl_map(options.format_item, items)
    choose(items[1], 1)
  end
  vim.api.nvim_win_set_cursor(0, { 2, 20 })
  vim.lsp.buf.code_action()
  wait_for("main.tf", 0)
  seen.text = lines(0)
  vim.cmd("write")

  vim.cmd("edit unopened.tf")
  wait_for("unopened.tf", 1)
  vim.cmd("bdelete")
end

local ok, problem = pcall(run)
seen.problem = not ok and problem or nil
vim.fn.writefile({ vim.fn.json_encode(seen) }, vim.env.SEEN)
vim.cmd("qall!")
